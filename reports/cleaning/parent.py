"""Cleaning a file: a child process does it, which a hostile file can kill without harm.

The file is in memory only, and so is what comes out. The child has no environment, no other open
file, bounds of memory, time and output, and, as far as the machine allows, another account, no
network and no files. It is started by fork and exec: nothing of the server's memory is in it.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.cleaning.kinds import HEAD, KINDS, Kind, kind_of
from reports.cleaning.outcome import Cleaned, NotCleaned, Outcome, Refused, Removed, Why

PROGRAM = Path(__file__).parent / "child" / "program.py"
_WALL = 30  # seconds
_TURN = 5  # seconds that one waits for the file before
_LOOKED_AT = 1024  # bytes in which another file would begin
_LONGEST_REPORT = 4096  # bytes
_OTHER_BEGINNINGS = (b"%pdf-", b"<html", b"<!doctype", b"<script", b"<svg", b"<?php", b"#!/")


def memory_file() -> int:
    """A new in-memory file that is on no disk; closed by whoever asked for it."""
    return os.memfd_create("file", os.MFD_CLOEXEC)


def suspicion(head: bytes) -> Why | None:
    """Why a file that begins so is not taken."""
    kind = kind_of(head)
    if kind is None:
        return Why.UNKNOWN
    start = head[:_LOOKED_AT].lower()
    others = _OTHER_BEGINNINGS[1:] if kind.code == "pdf" else _OTHER_BEGINNINGS
    return Why.TWO_IN_ONE if any(other in start[1:] for other in others) else None


def clean(memory: int, *, program: Path = PROGRAM, wall: float = _WALL) -> Outcome:
    """A cleaned copy of the file in memory, or why there is none.

    Waits a few seconds for its turn: one file at a time on this machine.
    """
    head = os.pread(memory, HEAD, 0)
    why = suspicion(head)
    if why is not None:
        return Refused(why)
    with open(os.dup(memory), "rb") as file:  # noqa: PTH123
        if zipfile.is_zipfile(file):
            return Refused(Why.TWO_IN_ONE)
    kind = kind_of(head)
    assert kind is not None  # noqa: S101 else there was a suspicion
    with _turn() as mine:
        if not mine:
            return NotCleaned(Why.BUSY)
        return _by_child(memory, kind, program, wall)


@contextlib.contextmanager
def _turn() -> Iterator[bool]:
    folder = Path(settings.RUN_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / "cleaning.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        yield _locked(lock)
    finally:
        os.close(lock)


def _locked(lock: int) -> bool:
    deadline = time.monotonic() + _TURN
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def _by_child(memory: int, kind: Kind, program: Path, wall: float) -> Outcome:
    output = memory_file()
    kept = False
    try:
        report, why = run_child(memory, output, kind, program=program, wall=wall)
        if why is not None:
            return NotCleaned(why)
        outcome = _outcome(report, output)
        kept = isinstance(outcome, Cleaned)
        return outcome
    finally:
        if not kept:
            os.close(output)


def _outcome(report: dict[str, Any], output: int) -> Outcome:
    """What the child says, believed as little as possible: it may speak for a hostile file."""
    try:
        if "refused" in report:
            return Refused(Why(report["refused"]))
        if "kept" in report:
            return NotCleaned(Why(report["kept"]))
        said = {Removed(code) for code in report["removed"]}
        expected = KINDS[report["kind"]]
    except (ValueError, KeyError, TypeError):
        return NotCleaned(Why.DIED)
    kind = kind_of(os.pread(output, HEAD, 0))
    if kind is None or (kind.code, kind.demuxer) not in {
        (expected.code, kind.demuxer),
        (kind.code, expected.demuxer or "none"),  # a film without pictures comes out as sound
    }:
        return NotCleaned(Why.DIED)
    removed = tuple(code for code in Removed if code in said)
    return Cleaned(output, os.fstat(output).st_size, kind.code, removed)


def run_child(
    memory: int, output: int, kind: Kind, *, program: Path = PROGRAM, wall: float = _WALL
) -> tuple[dict[str, Any], Why | None]:
    """What the child reports, and why it did not if it did not."""
    reported = memory_file()
    try:
        child = subprocess.Popen(  # noqa: S603 our own program
            [
                *(sys.executable, "-I", "-B", str(program), kind.code),
                *(str(memory), str(output), str(reported)),
                *(kind.muxer, kind.demuxer, ffmpeg_path() if kind.muxer else ""),
            ],
            env={},
            pass_fds=(memory, output, reported),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
        try:
            status = child.wait(wall)
        except subprocess.TimeoutExpired:
            return {}, Why.TIME
        finally:
            _end(child)
        if status != 0:
            return {}, Why.TIME if status == -24 else Why.DIED  # noqa: PLR2004 SIGXCPU
        return _read(reported)
    finally:
        os.close(reported)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kills the child and what it may have started, and waits for it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, 9)
    child.wait()


def _read(reported: int) -> tuple[dict[str, Any], Why | None]:
    try:
        report = json.loads(os.pread(reported, _LONGEST_REPORT, 0))
    except ValueError:
        return {}, Why.DIED
    return (report, None) if isinstance(report, dict) else ({}, Why.DIED)


def ffmpeg_path() -> str:
    """Where the program for sound and film lies; empty when there is none."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return ""
