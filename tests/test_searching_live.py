"""A search through a real server: what arrives when, and what ends it."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.live import LiveServer, run_manage
from tests.live_people import LiveMember

_TIPS = 2_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server with so many tips that to search them takes seconds."""
    with LiveServer(tmp_path_factory.mktemp("search") / "data") as server:
        seal = f"from tests.many_tips import seal_tips; seal_tips({_TIPS})"
        run_manage(server.folder, "shell", "-c", seal)
        yield server


@pytest.fixture(scope="module")
def member(server: LiveServer) -> LiveMember:
    return LiveMember(server.url, server.folder)


def _rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "mahon.sqlite3")) as database:
        return database.execute(query).fetchall()


def _ended(folder: Path) -> list[dict[str, int]]:
    """What the trail says of the searches that are over."""
    rows = _rows(folder, "SELECT detail FROM accounts_auditevent WHERE action = 'tips.searched'")
    return [json.loads(row[0]) for row in rows]


def _number(server: LiveServer) -> int:
    """All tips, those of the demonstration too."""
    return int(_rows(server.folder, "SELECT count(*) FROM reports_report")[0][0])


def _beginning(answer: Any) -> str:
    """What has come until the first count, long before the end."""
    page = ""
    while "tips looked at" not in page:
        piece = answer.read1(65_536)
        assert piece, page
        page += piece.decode()
    return page


def test_the_page_arrives_while_cards_are_still_being_opened(
    server: LiveServer, member: LiveMember
) -> None:
    before = len(_ended(server.folder))
    with member.search("market") as answer:
        page = _beginning(answer)
        assert f"0 of {_number(server):,} tips looked at, 0 found." in page
        assert len(_ended(server.folder)) == before
        page += answer.read().decode()
    assert page.count("<article") == 200
    assert "There may be more. Narrow it down." in page
    assert len(_ended(server.folder)) == before + 1


def test_a_search_that_is_stopped_says_so_and_leaves_nothing(
    server: LiveServer, member: LiveMember
) -> None:
    with member.search("nowhere") as answer:
        page = _beginning(answer)
        found = re.search(r'action="(/staff/inbox/search/stop/[0-9a-f-]+/)"', page)
        assert found
        member.page = page
        member.post(found.group(1), {})
        assert member.status == 204
        page = answer.read().decode()
    counted = re.search(r"Stopped\. ([\d,]+) of ([\d,]+) tips looked at, 0 found\.", page)
    assert counted
    looked_at, of = (int(number.replace(",", "")) for number in counted.groups())
    assert looked_at < of == _number(server)
    assert page.rstrip().endswith("</html>")
    assert _rows(server.folder, "SELECT * FROM reports_searchstop") == []


def test_a_search_whose_page_is_closed_ends_and_is_in_the_trail(
    server: LiveServer, member: LiveMember
) -> None:
    before = len(_ended(server.folder))
    with member.search("nowhere") as answer:
        _beginning(answer)
    deadline = time.monotonic() + 30
    while len(_ended(server.folder)) == before:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert _ended(server.folder)[-1]["looked_at"] < _TIPS


def test_two_who_link_the_same_tips_from_both_sides_leave_one_link(
    server: LiveServer, member: LiveMember
) -> None:
    tips = [row[0] for row in _rows(server.folder, "SELECT id FROM reports_report LIMIT 2")]
    tips = [f"{t[:8]}-{t[8:12]}-{t[12:16]}-{t[16:20]}-{t[20:]}" for t in tips]
    member.ask(f"/staff/inbox/{tips[0]}/")

    def link(one: int) -> str:
        fields = {"other": tips[1 - one], "relation": "linked"}
        return member.post(f"/staff/inbox/{tips[one]}/related/link/", fields)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(link, (0, 1, 0, 1)))
    for tip in tips:
        page = member.ask(f"/staff/inbox/{tip}/")
        assert page.count("Take the link away") == 1
    assert len(_rows(server.folder, _LINKED)) == 1


_LINKED = "SELECT * FROM accounts_auditevent WHERE action = 'tip.linked'"
