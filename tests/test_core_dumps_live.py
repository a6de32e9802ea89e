"""No process that serves or works may leave its memory in a core file."""

import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.settings.paths import BASE_DIR
from tests.live import LiveServer, environment, free_port

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/limits").exists(), reason="only Linux tells a process's limits in /proc"
)

# As a careless shell or container leaves it: as much as is allowed here.
_ALLOWED = resource.getrlimit(resource.RLIMIT_CORE)[1]


def _core_limits(process_id: int) -> tuple[str, str]:
    """The soft and the hard limit of one process."""
    limits = Path(f"/proc/{process_id}/limits").read_text()
    found = re.search(r"^Max core file size +(\S+) +(\S+)", limits, re.MULTILINE)
    assert found
    return found[1], found[2]


def _family(process_id: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield process_id
    for task in Path(f"/proc/{process_id}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _allow_core_dumps() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (_ALLOWED, _ALLOWED))


def test_the_embedded_server_its_workers_and_its_worker_dump_no_core(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        family: list[int] = []
        deadline = time.monotonic() + 60
        while len(family) < 4:  # gunicorn, two of its workers, the background worker
            assert time.monotonic() < deadline
            family = list(_family(server.process_id))
        assert {_core_limits(each) for each in family} == {("0", "0")}


@pytest.mark.parametrize(
    "program",
    [
        ["-m", "gunicorn", "portal.wsgi", "--config", str(BASE_DIR / "deploy/gunicorn.conf.py")],
        [str(BASE_DIR / "manage.py"), "work"],
    ],
    ids=["gunicorn", "work"],
)
def test_what_the_image_starts_dumps_no_core(tmp_path: Path, program: list[str]) -> None:
    bind = ["--bind", f"127.0.0.1:{free_port()}"] if "gunicorn" in program else []
    process = subprocess.Popen(
        [sys.executable, *program, *bind],
        env=environment(tmp_path),
        cwd=BASE_DIR,
        preexec_fn=_allow_core_dumps,  # noqa: PLW1509 no threads here
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while _core_limits(process.pid) != ("0", "0"):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        process.terminate()
        process.wait(60)
