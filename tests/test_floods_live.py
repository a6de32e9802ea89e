"""Many senders at once, on a real server."""

import socket
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.crowd import Crowd, Reader
from tests.live import LiveServer

_AT_ONCE = 64


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("data") / "data", WEB_THREADS="8") as live:
        yield live


def _stored(folder: Path) -> int:
    with sqlite3.connect(folder / "mahon.sqlite3") as connection:
        (number,) = connection.execute("SELECT count(*) FROM reports_report").fetchone()
    return int(number)


def test_64_tips_at_once_are_64_tips_and_a_reader_reads_on(server: LiveServer) -> None:
    before = _stored(server.folder)
    crowd = Crowd(server.url, _AT_ONCE)
    assert _stored(server.folder) == before
    with Reader(server.url) as reader:
        codes = crowd.send()
    assert len(set(codes)) == _AT_ONCE
    assert _stored(server.folder) == before + _AT_ONCE
    assert crowd.statuses == {200}
    assert set(reader.browser.statuses) == {200}
    assert "Traceback" not in server.log


_HALF_A_HEAD = b"GET /en/ HTTP/1.1\r\nHo"
_HALF_A_BODY = (
    b"POST /en/report/form/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nstory=abc"
)


def _status_and_close(connection: socket.socket) -> bytes:
    """At once, as a browser does: gunicorn accepts nobody for two seconds while one lingers."""
    with connection:
        return connection.recv(64)[9:12]


def test_who_falls_silent_in_the_middle_holds_no_thread_for_ever(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data", WEB_SILENCE="1", WEB_THREADS="4") as server:
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
        for number, connection in enumerate(silent):
            connection.settimeout(60)  # seconds: ten rounds of one second, on a busy machine
            connection.sendall(_HALF_A_BODY if number % 2 else _HALF_A_HEAD)
        with urlopen(f"{server.url}/en/", timeout=60) as page:  # noqa: S310 loopback
            assert page.status == 200
        with ThreadPoolExecutor(len(silent)) as pool:
            answers = set(pool.map(_status_and_close, silent))
        assert answers == {b"", b"400"}
        assert "127.0.0.1" not in server.log.replace("http://127.0.0.1", "")
        assert "story" not in server.log
