"""What cleaning has on this machine, tried for real."""

import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from reports.cleaning.kinds import KINDS
from reports.cleaning.outcome import Cleaned
from reports.cleaning.parent import clean, ffmpeg_path, memory_file, run_child

Finding = tuple[bool, str]
_PRIVATE = 0o077  # what others may do


def findings() -> Iterator[Finding]:
    """Each thing that was tried: whether it is right, and a plain line that says so."""
    yield from _isolation()
    yield from _cleaners()
    yield _run_dir()
    yield _storage()


def _isolation() -> Iterator[Finding]:
    report = _report_of_a_child()
    if report is None:
        yield False, "The program that cleans files does not run at all."
        return
    said = report.get("isolation", {})
    # Without another account, what takes the program over still gets nowhere with these two.
    locked = bool(said.get("files") and said.get("calls"))
    for part, suffices, good, bad in (
        (
            "user",
            locked,
            "Files are cleaned as an account that owns nothing.",
            "Files are cleaned as the server's own account: the machine allows no other.",
        ),
        (
            "network",
            locked,
            "Files are cleaned without a network.",
            "Files are cleaned with a network in reach: the machine allows no space without one.",
        ),
        (
            "files",
            False,
            "What cleans a file can open no other.",
            "What cleans a file can open other files, too: the kernel has no Landlock.",
        ),
        (
            "calls",
            False,
            "What cleans a file can open no connection.",
            "What cleans a file could open connections: the kernel has no seccomp.",
        ),
    ):
        if said.get(part):
            yield True, good
        else:
            yield suffices, bad + (" The kernel locks it in all the same." if suffices else "")
    yield True, "What cleans a file has bounds of memory, time and output."


def _report_of_a_child() -> dict[str, dict[str, bool]] | None:
    memory, output = _in_memory(_picture()), memory_file()
    try:
        report, why = run_child(memory, output, KINDS["jpeg"])
    finally:
        os.close(memory)
        os.close(output)
    return None if why else report


def _cleaners() -> Iterator[Finding]:
    for what, content in (
        ("Photos", _picture()),
        ("Documents", _document()),
        ("Sound and film", _sound()),
    ):
        right = bool(content) and _is_cleaned(content)
        yield right, f"{what} are cleaned." if right else f"{what} cannot be cleaned here."


def _is_cleaned(content: bytes) -> bool:
    memory = _in_memory(content)
    try:
        outcome = clean(memory)
    finally:
        os.close(memory)
    if isinstance(outcome, Cleaned):
        os.close(outcome.memory)
        return True
    return False


def _in_memory(content: bytes) -> int:
    memory = memory_file()
    with os.fdopen(os.dup(memory), "wb") as file:
        file.write(content)
    return memory


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "JPEG")
    return file.getvalue()


def _document() -> bytes:
    import pikepdf

    file = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(file)
    return file.getvalue()


def _sound() -> bytes:
    """A tenth of a second of silence; nothing when ffmpeg does not run."""
    silence = ["-f", "lavfi", "-i", "anullsrc", "-t", "0.1", "-f", "wav", "pipe:1"]
    try:
        command = [ffmpeg_path(), "-loglevel", "error", *silence]
        return subprocess.run(command, capture_output=True, check=True, timeout=30).stdout  # noqa: S603 our own program
    except (OSError, subprocess.SubprocessError):
        return b""


def _run_dir() -> Finding:
    folder = Path(settings.RUN_DIR)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / "doctor"
        os.close(os.open(probe, os.O_CREAT | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError:
        return False, f"Nothing can be written in {folder}."
    if folder.stat().st_mode & _PRIVATE:
        return False, f"Others may look into {folder}: make its mode 0700."
    return True, "The folder of running things can be written, by this account alone."


def _storage() -> Finding:
    try:
        name = default_storage.save("sealed/doctor/probe", ContentFile(b"probe"))
        with default_storage.open(name) as stored:
            whole = stored.read() == b"probe"
        default_storage.delete(name)
    except Exception as error:  # noqa: BLE001 each store has its own
        return False, f"The storage of sealed files does not work: {type(error).__name__}."
    return whole, "The storage of sealed files works." if whole else "The storage loses bytes."
