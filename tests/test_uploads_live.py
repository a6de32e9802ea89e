"""Uploads to a real server: killed in the middle, killed right after, silent, many, large."""

import os
import re
import secrets
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.live import LiveServer, run_manage
from tests.live_people import LiveMember, LiveSender
from tests.pictures import large_film, photo

_MARK = "MARKERFILE" + secrets.token_hex(8)  # no other file of this machine has it
_MOST_MEMORY = 40 * 1024  # KiB
_COUNT = """
from reports.models import Attachment, Report
from reports.sealed_files import _stored
print(Attachment.objects.count(), len(_stored()))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture
def server(folder: Path) -> Iterator[LiveServer]:
    with LiveServer(folder) as live:
        yield live


def _marked_photo() -> bytes:
    """A photo with marks all through it, as a comment each."""
    plain = photo()
    comment = b"\xff\xfe" + (len(_MARK) + 2).to_bytes(2) + _MARK.encode()
    return plain[:2] + comment * 60_000 + plain[2:]  # 1.8 MB


def _count(folder: Path) -> tuple[int, int]:
    rows, objects = run_manage(folder, "shell", "-c", _COUNT).splitlines()[-1].split()
    return int(rows), int(objects)


def _files_with_the_mark(folder: Path, since: float) -> list[str]:
    """Files of the server's folder, and new ones of the temporary folders, that hold the mark."""
    places = {folder, Path(tempfile.gettempdir()), Path("/dev/shm")}  # noqa: S108
    found = []
    # A walk passes over folders that other programs take away meanwhile; `rglob` does not.
    walked = (
        Path(at, name) for place in places for at, _, names in os.walk(place) for name in names
    )
    for path in set(walked):
        try:
            is_new = path.is_file() and path.stat().st_mtime >= since
            if (is_new or folder in path.parents) and _MARK.encode() in path.read_bytes():
                found.append(str(path))
        except OSError:
            continue  # it has gone meanwhile
    return found


def _at_files(server: LiveServer, story: str = "A tip with a file.") -> LiveSender:
    sender = LiveSender(server.url)
    sender.send(story)
    sender.to_files()
    return sender


def test_a_server_killed_in_the_middle_of_an_upload_has_nothing_in_clear(folder: Path) -> None:
    since = time.time() - 1
    with LiveServer(folder) as server:
        sender = _at_files(server)
        body = sender.form_with_file(_marked_photo())
        with closing(sender.open_upload(len(body))) as connection:
            connection.send(body[: len(body) // 2])
            _until_sealed_bytes_are_written(server, folder)
            server.kill()
    assert _files_with_the_mark(folder, since) == []
    assert list((folder / "run" / "uploads").iterdir()) == []
    assert _count(folder) == (0, 0)


def _until_sealed_bytes_are_written(server: LiveServer, folder: Path) -> None:
    """Looks, as root or as the server's own account, at the nameless files it has open."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for handle in Path("/proc").glob("[0-9]*/fd/*"):
            try:
                target = str(handle.readlink())
                if str(folder / "run" / "uploads") in target and handle.stat().st_size > 500_000:
                    content = handle.read_bytes()
                    assert content.startswith(b"age-encryption.org/v1\n")
                    assert _MARK.encode() not in content
                    return
            except OSError:
                continue
    raise AssertionError("nothing was written")


def test_a_server_killed_right_after_the_answer_has_lost_nothing(folder: Path) -> None:
    since = time.time() - 1
    with LiveServer(folder) as server:
        sender = _at_files(server, "Killed right after the answer.")
        before = _count(folder)
        assert "We have your file." in sender.add_file(_marked_photo())
        server.kill()
    assert _count(folder) == (before[0] + 1, before[1] + 2)
    assert _files_with_the_mark(folder, since) == []
    with LiveServer(folder) as server:
        member = LiveMember(server.url, folder)
        page = member.ask(member.find("Killed right after"))
        found = re.search(r'<img class="mh-files__photo" src="([^"]+)"', page)
        assert found
        with member._opener.open(server.url + found.group(1)) as answer:
            assert answer.read().startswith(b"\xff\xd8\xff")


def test_an_upload_that_was_broken_off_leaves_nothing(server: LiveServer, folder: Path) -> None:
    sender = _at_files(server)
    before = _count(folder)
    body = sender.form_with_file(_marked_photo())
    with closing(sender.open_upload(len(body))) as connection:
        connection.send(body[:-100])
        assert connection.sock is not None
        connection.sock.shutdown(socket.SHUT_WR)
        page = connection.getresponse().read().decode()
    assert "did not come through whole" in page
    assert _count(folder) == before
    assert "We have your file." in sender.add_file(_marked_photo())


def test_senders_who_fall_silent_starve_no_reader(server: LiveServer) -> None:
    sender = _at_files(server)
    body = sender.form_with_file(_marked_photo())
    silent = [sender.open_upload(len(body)) for _ in range(12)]
    for connection in silent:
        connection.send(body[:5000])
    try:
        for _ in range(10):
            before = time.monotonic()
            assert "Mahon" in LiveSender(server.url).ask("/en/")
            assert time.monotonic() - before < 5
    finally:
        for connection in silent:
            connection.close()


def test_a_film_of_25_mb_takes_little_memory_of_the_server(folder: Path) -> None:
    with LiveServer(folder, WEB_WORKERS="1") as server:
        sender = _at_files(server)
        assert "We have your file." in sender.add_file(photo())  # all is loaded now
        film = large_film(25 * 1024 * 1024)
        before = _memory(server, "VmRSS")
        for pid in before:  # what it needed at the start and for hashing is no matter here
            Path(f"/proc/{pid}/clear_refs").write_text("5")
        page = sender.add_file(film)
        after = _memory(server, "VmHWM")
    assert "We have your file." in page
    assert "the place" in page
    grown = {pid: after[pid] - peak for pid, peak in before.items()}
    print("KiB more at the peak:", grown)  # noqa: T201 the figure that the issue asks for
    assert max(grown.values()) < _MOST_MEMORY


def _memory(server: LiveServer, figure: str) -> dict[int, int]:
    """A figure of each process of the server, in KiB. In-memory files are not part of it."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            said = status.read_text()
        except OSError:
            continue
        parent = re.search(r"PPid:\s+(\d+)", said)
        size = re.search(rf"{figure}:\s+(\d+) kB", said)
        if parent and size and int(parent.group(1)) == server.process_id:
            found[int(status.parent.name)] = int(size.group(1))
    return found
