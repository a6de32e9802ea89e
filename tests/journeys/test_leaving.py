"""Leave this site, from every page of the form, and what Back shows then."""

import contextlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.test_a_tip import press, send
from tests.live import LiveServer, run_manage
from tests.test_faults_of_a_conversation import WRITE_DOWN

_STORY = "Leaving: nobody who takes this phone may read these words."

_STEPS = ("step-1", "step-2", "step-3", "step-4", "step-5", "check")
_AFTER_THE_RECEIPT: dict[str, tuple[str, ...]] = {
    "conversation": (),
    "danger": ("danger",),
    "withdraw": ("withdraw",),
    "withdrawn": ("withdraw", "withdrawn"),
}
"""The buttons that lead from the conversation to each of its pages."""


def _written_down(page: Page, folder: Path) -> str:
    """The first return to a tip that a member wrote down. Gives the new code."""
    old = run_manage(folder, "shell", "-c", WRITE_DOWN).splitlines()[-1]
    page.goto("/en/report/reply/")
    page.locator("#id_receipt_code").fill(old)
    page.locator('#mh-form button[type="submit"]').click()
    return re.sub(r"\D", "", page.locator(".mh-receipt").inner_text())


def _typed(page: Page) -> str:
    """The conversation, by a code that was typed. Gives the code."""
    code = send(page, "en", _STORY)
    page.locator("#id_kept").check()
    page.locator('#mh-form button[type="submit"]').click()
    press(page, "close")
    page.goto("/en/report/reply/")
    page.locator("#id_receipt_code").fill(code)
    page.locator('#mh-form button[type="submit"]').click()
    expect(page.get_by_text("Where it stands")).to_be_visible()
    return code


def _to(page: Page, place: str, folder: Path) -> str:
    """Brings the browser to a place in the form. Gives the receipt code, if there is one yet."""
    code = ""
    if place in {"receipt", "files", *_AFTER_THE_RECEIPT}:
        code = send(page, "en", _STORY)
        if place != "receipt":
            page.locator("#id_kept").check()
            page.locator('#mh-form button[type="submit"]').click()
        if place in _AFTER_THE_RECEIPT:
            press(page, "finish")
            page.locator("#id_text").fill(_STORY)
            for button in _AFTER_THE_RECEIPT[place]:
                press(page, button)
        return code
    if place == "typed":
        return _typed(page)
    if place == "new-code":
        return _written_down(page, folder)
    press(page, "start")
    page.locator("#id_story").fill(_STORY)
    for _step in range(_STEPS.index(place)):
        press(page, "continue")
    return code


def _shows(code: str, shown: str) -> bool:
    """Whether a code is there. The browser's own page may hold one group of digits by chance."""
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    return sum(group in shown for group in groups) > 1


def all_that_is_shown(page: Page) -> str:
    """Markup, text and what stands in the fields, once the page has come to rest."""
    for _try in range(50):
        page.wait_for_timeout(200)
        with contextlib.suppress(Error):
            page.wait_for_load_state()
            return str(
                page.evaluate(
                    "document.documentElement.outerHTML + document.body.innerText +"
                    "[...document.querySelectorAll('textarea')].map(t => t.value)"
                )
            )
    raise AssertionError("the page does not come to rest")


_PLACES = [
    *_STEPS,
    *("receipt", "new-code", "typed", "files"),
    *_AFTER_THE_RECEIPT,
]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("place", _PLACES)
def test_after_leaving_back_and_reload_show_no_word_and_no_code(
    visit: Callable[..., Page], server: LiveServer, place: str, scripts: bool
) -> None:
    page = visit("/en/report/", java_script_enabled=scripts, faulty=True)
    code = _to(page, place, server.folder)
    page.locator("button.mh-leave__button").click()
    expect(page.get_by_text("Neutral site")).to_be_visible()
    hidden = (_STORY, "Where it stands", "Here is a new code for you alone")
    for _back in range(3):
        # Chromium asks before it sends a form again, and shows an empty page meanwhile.
        with contextlib.suppress(Error):
            page.go_back(wait_until="commit")
        shown = all_that_is_shown(page)
        assert not [words for words in hidden if words in shown]
        assert not _shows(code, shown)
        # Who takes the phone says yes when the browser asks whether to send it again.
        with contextlib.suppress(Error):
            page.reload(wait_until="commit")
        shown = all_that_is_shown(page)
        assert not [words for words in hidden if words in shown]
    with contextlib.suppress(Error):
        page.reload(wait_until="commit")
    shown = all_that_is_shown(page)
    assert _STORY not in shown
    assert not _shows(code, shown)


@pytest.mark.parametrize("key", ["Escape", "Shift"])
def test_three_presses_leave(visit: Callable[..., Page], key: str) -> None:
    page = visit("/en/", faulty=True)
    for _press in range(3):
        page.keyboard.press(key)
    expect(page.get_by_text("Neutral site")).to_be_visible()


def test_writing_capitals_does_not_leave(visit: Callable[..., Page]) -> None:
    page = visit("/en/report/")
    press(page, "start")
    page.locator("#id_story").click()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.locator("#id_story").input_value() == "ABCD"


def test_leaving_an_ordinary_page_puts_another_in_its_place(visit: Callable[..., Page]) -> None:
    page = visit("/en/", faulty=True)
    page.goto("/en/law/")
    page.locator("a.mh-leave__button").click()
    expect(page.get_by_text("Neutral site")).to_be_visible()
    page.go_back()
    assert page.url.endswith("/en/")


def test_leaving_without_scripts_is_a_plain_link(visit: Callable[..., Page]) -> None:
    page = visit("/en/", java_script_enabled=False)
    page.locator("a.mh-leave__button").click()
    expect(page.get_by_text("Neutral site")).to_be_visible()
