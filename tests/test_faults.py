"""Many at once, and a server that is killed: nothing acknowledged is lost, nothing is twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.live import LiveServer, run_manage
from tests.live_people import CODE, LiveSender
from tests.sender import ANSWERS

_COUNT = """
from reports.models import Entry, Report
print(Report.objects.count(), Entry.objects.count())
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture
def server(folder: Path) -> Iterator[LiveServer]:
    with LiveServer(folder) as live:
        yield live


def _count(folder: Path) -> tuple[int, int]:
    reports, entries = run_manage(folder, "shell", "-c", _COUNT).splitlines()[-1].split()
    return int(reports), int(entries)


def test_one_page_sent_many_times_at_once_makes_one_tip_with_one_code(
    server: LiveServer, folder: Path
) -> None:
    before = _count(folder)
    sender = LiveSender(server.url)
    sender.fill_in("The same page, sent many times at once.")

    def send_again(_: int) -> str:
        again = LiveSender(server.url)
        again.page = sender.page
        return again.send_now()

    with ThreadPoolExecutor(12) as pool:
        codes = set(pool.map(send_again, range(12)))
    assert len(codes) == 1
    after = _count(folder)
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


def test_many_tips_sent_at_once_are_all_stored(server: LiveServer, folder: Path) -> None:
    before = _count(folder)

    def send_one(number: int) -> str:
        return LiveSender(server.url).send(f"Many at once: this is the story number {number}.")

    with ThreadPoolExecutor(16) as pool:
        codes = set(pool.map(send_one, range(24)))
    assert len(codes) == 24
    assert _count(folder)[0] - before[0] == 24


def test_one_reply_page_sent_many_times_at_once_adds_once(server: LiveServer, folder: Path) -> None:
    sender = LiveSender(server.url)
    sender.come_back(sender.send("A tip whose sender has trouble with the line."))
    before = _count(folder)
    fields = {**sender.hidden, "go": "add", "text": "One thing more."}
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(
            lambda _: LiveSender(server.url).ask("/en/report/reply/", fields), range(8)
        )
        assert all("We have what you wrote." in page for page in answers)
    assert _count(folder)[1] - before[1] == 1


def test_a_server_killed_after_the_receipt_has_lost_nothing(folder: Path) -> None:
    with LiveServer(folder) as server:
        sender = LiveSender(server.url)
        code = sender.send("The server dies right after this was acknowledged.")
        server.kill()
    with LiveServer(folder) as server:
        assert "Where it stands" in LiveSender(server.url).come_back(code)


def test_a_server_killed_after_each_step_of_a_send_makes_one_tip_all_the_same(
    folder: Path,
) -> None:
    sender = LiveSender("")

    def press_and_kill(hidden: dict[str, str], fields: dict[str, Any]) -> str:
        with LiveServer(folder) as server:
            sender.url = server.url
            sender.ask("/en/report/form/", {**hidden, **fields})
            server.kill()
        return "".join(CODE.findall(sender.page))

    press_and_kill({}, {"go": "start"})
    before = _count(folder)
    for answers in ANSWERS.values():
        press_and_kill(sender.hidden, {"go": "continue", **answers})
    assert _count(folder) == before
    check = sender.hidden
    code = press_and_kill(check, {"go": "send"})
    assert len(code) == 20
    # The answer was lost on its way: the same page once more.
    assert press_and_kill(check, {"go": "send"}) == code
    after = _count(folder)
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)
    with LiveServer(folder) as server:
        assert "Where it stands" in LiveSender(server.url).come_back(code)
