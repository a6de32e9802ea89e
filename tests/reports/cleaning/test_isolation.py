"""What a hostile file could do once it has taken over the process that cleans it: nothing."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from portal.settings.paths import BASE_DIR
from reports.cleaning import parent
from reports.cleaning.kinds import KINDS
from reports.cleaning.outcome import NotCleaned, Outcome, Why
from reports.cleaning.parent import clean, memory_file, run_child
from tests import pictures

_START = f"""
import json, os, sys
sys.path.append({str(BASE_DIR)!r})
from reports.cleaning.child.isolation import isolate, limit
source, output, report = map(int, sys.argv[2:5])
"""
_TAKE_ALL = """
import ctypes, errno, socket
isolation = isolate()
limit(memory=256 * 2**20, cpu=2, output=2**20, processes=0)
"""

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can give a process another account"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[str], Path]:
    """A program in the place of ours, as if a file had taken it over."""

    def written(code: str) -> Path:
        program = tmp_path / "program.py"
        program.write_text(_START + code)
        return program

    return written


@pytest.fixture
def run(
    in_memory: Callable[[bytes], int], hostile: Callable[[str], Path]
) -> Callable[..., Outcome]:
    """Cleans a photo with a program that has been taken over."""

    def cleaned(code: str, *, wall: float = 20) -> Outcome:
        memory = in_memory(pictures.plain_picture())
        return clean(memory, program=hostile(code), wall=wall)

    return cleaned


def _report(hostile: Callable[[str], Path], code: str) -> dict[str, object]:
    """What a program in the place of ours says after it was locked in."""
    memory, output = memory_file(), memory_file()
    try:
        report, why = run_child(memory, output, KINDS["jpeg"], program=hostile(code))
    finally:
        os.close(memory)
        os.close(output)
    assert why is None, why
    return report


def _tries(*lines: str) -> str:
    body = "\n".join(
        f"try:\n    {line}\n    done[{number}] = True\nexcept (OSError, ValueError) as error:\n"
        f"    done[{number}] = type(error).__name__"
        for number, line in enumerate(lines)
    )
    return f"{_TAKE_ALL}done = {{}}\n{body}\nos.write(report, json.dumps(done).encode())\n"


def _has_ended(process: int) -> bool:
    """Whether it is gone, at once or in the moment that the kernel takes to end it."""
    stat = Path(f"/proc/{process}/stat")
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if stat.read_text().rpartition(")")[2].split()[0] in {"Z", "X"}:
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
    return False


# ---- a child that ends badly


@pytest.mark.parametrize(
    "code",
    [
        "import ctypes; ctypes.string_at(0)",
        "os.kill(os.getpid(), 9)",
        "os._exit(3)",
        "raise RuntimeError",
        "os.write(report, b'not json')",
        "os.write(report, b'[]')",
        "os.write(report, b'{}')",
        'os.write(report, b\'{"removed": ["all of it"], "kind": "jpeg"}\')',
        'os.write(report, b\'{"removed": [], "kind": "jpeg"}\')',
        'os.write(output, b"<html>"); os.write(report, b\'{"removed": [], "kind": "jpeg"}\')',
        'os.write(output, b"%PDF-1.7"); os.write(report, b\'{"removed": [], "kind": "jpeg"}\')',
        'os.write(report, b\'{"removed": 1, "kind": []}\')',
        'os.write(report, b\'{"refused": "for fun"}\')',
        'os.write(report, b" " * 100_000_000)',
    ],
)
def test_a_child_that_dies_or_lies_leaves_the_file_uncleaned(
    run: Callable[..., Outcome], code: str
) -> None:
    assert run(code) == NotCleaned(Why.DIED)


def test_a_child_that_never_ends_is_killed(run: Callable[..., Outcome]) -> None:
    before = time.monotonic()
    assert run("import signal\nwhile True: signal.pause()", wall=1) == NotCleaned(Why.TIME)
    assert time.monotonic() - before < 5


def test_what_a_killed_child_started_is_killed_too(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    noted = tmp_path / "child"
    code = f"""
child = os.fork()
if child:
    open({str(noted)!r}, "w").write(str(child))
while True: pass
"""
    assert run(code, wall=1) == NotCleaned(Why.TIME)
    assert _has_ended(int(noted.read_text()))


def test_a_child_that_works_too_long_is_ended_by_the_kernel(run: Callable[..., Outcome]) -> None:
    assert run(_TAKE_ALL + "while True: pass", wall=20) == NotCleaned(Why.TIME)


def test_a_child_that_takes_all_memory_gets_none(hostile: Callable[[str], Path]) -> None:
    code = (
        _TAKE_ALL
        + """
try:
    bytearray(300 * 2**20)
    got = True
except MemoryError:
    got = False
os.write(report, json.dumps({"got": got}).encode())
"""
    )
    assert _report(hostile, code) == {"got": False}


def test_a_child_cannot_write_more_than_its_share(run: Callable[..., Outcome]) -> None:
    code = _TAKE_ALL + "\nwhile True: os.write(output, bytes(2**16))"
    assert run(code) == NotCleaned(Why.DIED)


# ---- what a child cannot reach


def test_a_child_has_no_environment_and_no_other_open_file(
    hostile: Callable[[str], Path], tmp_path: Path
) -> None:
    secret = os.open(tmp_path / "secret", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(secret, True)
    try:
        code = """
handles = [int(name) for name in os.listdir("/proc/self/fd")]
targets = []
for handle in handles:
    try: targets.append(os.readlink(f"/proc/self/fd/{handle}"))
    except OSError: pass
said = {"environment": dict(os.environ), "targets": targets}
os.write(report, json.dumps(said).encode())
"""
        said = _report(hostile, code)
    finally:
        os.close(secret)
    environment = said["environment"]
    assert isinstance(environment, dict)
    assert set(environment) <= {"LC_CTYPE"}
    targets = said["targets"]
    assert isinstance(targets, list)
    assert all(target.startswith(("/memfd:", "/dev/null", "/proc/")) for target in targets), targets


def test_a_child_has_no_network(hostile: Callable[[str], Path]) -> None:
    said = _report(
        hostile,
        _tries(
            "socket.socket()",
            "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
            "socket.socket(socket.AF_UNIX)",
        ),
    )
    assert set(said.values()) == {"PermissionError"}


def test_a_child_can_open_no_file(hostile: Callable[[str], Path], tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    said = _report(
        hostile,
        _tries(
            'open("/etc/shadow")',
            'open("/etc/passwd")',
            f'open({str(tmp_path / "left")!r}, "w")',
            'open("/dev/shm/left", "w")',
            'os.mkdir("/tmp/left-by-a-child")',
            'open(f"/proc/{os.getppid()}/mem", "rb")',
            f'open({str(settings.RUN_DIR)!r} + "/cleaning.lock", "rb")',
        ),
    )
    assert True not in said.values(), said


@needs_root
def test_a_child_runs_as_an_account_that_owns_nothing(hostile: Callable[[str], Path]) -> None:
    code = (
        _TAKE_ALL
        + """
said = {"user": os.getresuid(), "group": os.getresgid(), "groups": os.getgroups()}
try:
    os.setuid(0)
    said["back"] = True
except OSError:
    said["back"] = False
os.write(report, json.dumps(said).encode())
"""
    )
    said = _report(hostile, code)
    assert said == {"user": [64983] * 3, "group": [64983] * 3, "groups": [], "back": False}


def test_a_child_can_start_no_other_and_take_hold_of_none(hostile: Callable[[str], Path]) -> None:
    said = _report(hostile, _tries("os.fork()", "os.kill(os.getppid(), 9)"))
    # Root's own bound of processes counts for nobody who is root; there it is another account.
    assert said["1"] == "PermissionError"
    if os.geteuid() == 0:
        assert said["0"] == "BlockingIOError"


def test_what_a_child_started_cannot_leave_and_stay(
    hostile: Callable[[str], Path], run: Callable[..., Outcome], tmp_path: Path
) -> None:
    noted = tmp_path / "left"
    code = f"""
import time
note = os.open({str(noted)!r}, os.O_CREAT | os.O_WRONLY)
isolate()
if not (child := os.fork()):
    for leave in (os.setsid, lambda: os.setpgid(0, 0)):
        try:
            leave()
        except OSError:
            pass
    while True: time.sleep(1)
os.write(note, str(child).encode())
"""
    assert run(code) == NotCleaned(Why.DIED)
    assert _has_ended(int(noted.read_text()))


def test_under_the_account_of_the_server_it_is_out_of_reach_too(
    hostile: Callable[[str], Path],
) -> None:
    code = """
import ctypes, resource, signal
from reports.cleaning.child import kernel
kernel.no_new_rights()
kernel.forbid_calls()
server = os.getppid()
libc = ctypes.CDLL(None, use_errno=True)
def tgkill():
    if libc.tgkill(server, server, 0) < 0:
        raise OSError(ctypes.get_errno(), "no")
""" + _tries(
        "tgkill()",
        "os.kill(server, 0)",
        "os.pidfd_open(server)",
        "resource.prlimit(server, resource.RLIMIT_CPU)",
        "resource.prlimit(0, resource.RLIMIT_CPU)",
    ).removeprefix(_TAKE_ALL)
    said = _report(hostile, code)
    assert said.pop("4") is True  # its own limits it may see and lower
    assert set(said.values()) == {"PermissionError"}


def test_the_real_program_says_what_it_was_locked_in_by(in_memory: Callable[[bytes], int]) -> None:
    for content, code in ((pictures.photo(), "jpeg"), (pictures.made_by_ffmpeg("mp4"), "mp4")):
        output = memory_file()
        report, why = run_child(in_memory(content), output, KINDS[code])
        os.close(output)
        assert why is None
        isolation = report["isolation"]
        assert set(isolation) == {"network", "user", "files", "calls"}
        assert isolation["calls"] is True


# ---- one at a time


def test_one_file_is_cleaned_at_a_time_on_a_machine(
    in_memory: Callable[[bytes], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "_TURN", 0.2)
    memory = in_memory(pictures.plain_picture())
    with parent._turn() as mine:
        assert mine
        assert clean(memory) == NotCleaned(Why.BUSY)
    assert not isinstance(clean(memory), NotCleaned)


def test_no_handle_stays_open_whatever_happens(
    in_memory: Callable[[bytes], int], hostile: Callable[[str], Path]
) -> None:
    memory, other = in_memory(pictures.plain_picture()), in_memory(b"nothing that is known")
    before = set(Path("/proc/self/fd").iterdir())
    for code in ("os._exit(1)", "os.write(report, b'{}')", "raise ValueError"):
        clean(memory, program=hostile(code))
    clean(other)
    assert set(Path("/proc/self/fd").iterdir()) <= before
