"""Tries at the same time, against a real server: none shares another's place."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from accounts.demonstration import PASSWORD
from tests.accounts.people import WRONG_CODE, WRONG_PASSWORD
from tests.live import LiveServer, run_manage
from tests.live_people import Browser

_AT_ONCE = 16

_RECOVERY_CODE = """
from accounts import recovery_codes
from accounts.models import User
print(recovery_codes.make(User.objects.get(username="publisher"))[0])
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)  # the embedded start has its own
        yield tmp_path_factory.mktemp("at-once")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[LiveServer]:
    with LiveServer(folder) as live:
        yield live
        assert "Traceback" not in live.log


def _all_at_once(act: Callable[[Browser], str], browsers: list[Browser]) -> list[str]:
    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(act, browsers))


def _browsers(server: LiveServer, count: int) -> list[Browser]:
    browsers = [Browser(server.url) for _number in range(count)]
    for browser in browsers:
        browser.ask("/staff/")
    return browsers


def _post(browser: Browser, path: str, **fields: str) -> str:
    return browser.ask(path, {**fields, "csrfmiddlewaretoken": browser.csrf})


def test_ten_of_many_passwords_at_once_are_looked_at(server: LiveServer) -> None:
    def guess(browser: Browser) -> str:
        return _post(browser, "/staff/", username="editor", password="wrong")

    pages = _all_at_once(guess, _browsers(server, _AT_ONCE))
    assert sum(WRONG_PASSWORD in page for page in pages) == 10
    assert sum("Too many tries." in page for page in pages) == _AT_ONCE - 10


def _half_way(server: LiveServer, username: str, count: int) -> list[Browser]:
    browsers = _browsers(server, count)
    for browser in browsers:
        page = _post(browser, "/staff/", username=username, password=PASSWORD)
        assert "Second step" in page
    return browsers


def test_five_of_many_codes_at_once_are_looked_at(server: LiveServer) -> None:
    browsers = _half_way(server, "admin", 10)
    pages = _all_at_once(lambda browser: _post(browser, "/staff/code/", code="000000"), browsers)
    assert sum(WRONG_CODE in page for page in pages) == 5


def test_one_code_lets_one_of_many_in(server: LiveServer, folder: Path) -> None:
    browsers = _half_way(server, "auditor", 5)
    code = run_manage(folder, "demo_code", "auditor")
    pages = _all_at_once(lambda browser: _post(browser, "/staff/code/", code=code), browsers)
    assert sum("Audit trail" in page for page in pages) == 1
    assert sum(WRONG_CODE in page for page in pages) == 4


def test_one_recovery_code_lets_one_of_many_in(server: LiveServer, folder: Path) -> None:
    code = run_manage(folder, "shell", "-c", _RECOVERY_CODE).splitlines()[-1]
    browsers = _half_way(server, "publisher", 5)
    path = "/staff/code/?recovery=1"
    pages = _all_at_once(lambda browser: _post(browser, path, code=code), browsers)
    assert sum("That recovery code is not right" in page for page in pages) == 4
