"""A server that is killed between and in the steps of a conversation: the code still leads home."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from time import sleep
from urllib.error import URLError

import pytest

from tests.live import LiveServer, run_manage
from tests.live_people import CODE, LiveSender

WRITE_DOWN = """
from reports.intake.hashing import keys_of
from reports.intake.services import report_submit
from reports.intake.store import Origin
from vault.receipts import new_code
code = new_code()
origin = Origin(channel="phone", seen_by_staff=True)
answers = {"story": "Told on the telephone."}
report_submit(keys_of(code), answers=answers, language="en", origin=origin)
print(code)
"""
_STATE = """
from reports.models import Entry, Report
r = Report.objects.get()
print(r.withdrawn_on is not None, r.danger_now, Entry.objects.filter(report=r).count())
"""
_OPEN, _WITHDRAWN = "Where it stands", "Your tip is withdrawn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _press(sender: LiveSender, go: str, path: str = "reply", **fields: str) -> str:
    return sender.ask(f"/en/report/{path}/", {**sender.hidden, "go": go, **fields})


def _state(folder: Path) -> str:
    """Whether it is withdrawn, whether danger now, and how many entries there are."""
    return run_manage(folder, "shell", "-c", _STATE).splitlines()[-1]


def _empty(folder: Path) -> None:
    """Only the tips of the test: the demonstration's go."""
    run_manage(folder, "shell", "-c", "from reports.models import *; Report.objects.all().delete()")


def test_what_was_answered_before_a_kill_is_so_after_it(folder: Path) -> None:
    with LiveServer(folder) as server:
        _empty(folder)
        sender = LiveSender(server.url)
        code = sender.send("The server is killed after each step of this.")
        sender.come_back(code)
        assert "We noted that you are in danger." in _press(sender, "danger")
        assert _OPEN in _press(sender, "show")
        assert "Withdraw your tip?" in _press(sender, "withdraw")
        page = dict(sender.hidden)
        server.kill()
    assert _state(folder) == "False True 2"
    with LiveServer(folder) as server:
        # The page that was open when the server died goes on.
        sender = LiveSender(server.url)
        assert _WITHDRAWN in sender.ask("/en/report/reply/", {**page, "go": "withdrawn"})
        server.kill()
    assert _state(folder) == "True True 2"
    with LiveServer(folder) as server:
        sender = LiveSender(server.url)
        assert _WITHDRAWN in sender.come_back(code)
        assert _OPEN in _press(sender, "back")
        server.kill()
    assert _state(folder) == "False True 2"


def test_a_code_is_replaced_whole_or_not_at_all(folder: Path) -> None:
    """The tick is sent, and the server killed at another moment each time."""
    codes = {}
    for delay in (0.0, 0.04):
        with LiveServer(folder) as server, ThreadPoolExecutor(1) as pool:
            old = run_manage(folder, "shell", "-c", WRITE_DOWN).splitlines()[-1]
            sender = LiveSender(server.url)
            assert "Here is a new code for you alone" in sender.come_back(old)
            codes[old] = "".join(CODE.findall(sender.page))
            assert re.fullmatch(r"\d{20}", codes[old])
            tick = pool.submit(_press, sender, "", "new-code", kept="on")
            sleep(delay)
            server.kill()
            with suppress(URLError, HTTPException, OSError):
                tick.result(60)
    with LiveServer(folder) as server:
        sender = LiveSender(server.url)
        for old, new in codes.items():
            replaced = _OPEN in sender.come_back(new)
            assert ("No tip has this code." in sender.come_back(old)) == replaced
            if not replaced:
                assert "Here is a new code for you alone" in sender.page


def test_one_withdrawal_one_danger_and_one_tick_sent_many_times_at_once(folder: Path) -> None:
    with LiveServer(folder) as server:
        _empty(folder)
        old = run_manage(folder, "shell", "-c", WRITE_DOWN).splitlines()[-1]
        sender = LiveSender(server.url)
        sender.come_back(old)
        new = "".join(CODE.findall(sender.page))

        def at_once(path: str, fields: dict[str, str]) -> list[str]:
            with ThreadPoolExecutor(6) as pool:
                asking = lambda _: LiveSender(server.url).ask(path, fields)  # noqa: E731
                return list(pool.map(asking, range(6)))

        answers = at_once("/en/report/new-code/", {**sender.hidden, "kept": "on"})
        # Who comes after the first is asked for the code that they ticked, or to press again: not
        # all codes are worked out at the same time.
        fair = (_OPEN, "Your secret code", "Please wait a moment")
        assert all(any(words in page for words in fair) for page in answers)
        assert any(_OPEN in page for page in answers)
        sender.come_back(new)
        answers = at_once("/en/report/reply/", {**sender.hidden, "go": "danger"})
        assert all("We noted" in page for page in answers)
        assert _state(folder) == "False True 2"
        answers = at_once("/en/report/reply/", {**sender.hidden, "go": "withdrawn"})
        assert all(_WITHDRAWN in page for page in answers)
        assert _state(folder) == "True True 2"
