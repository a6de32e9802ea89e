"""Many senders at once, on a real server."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

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
