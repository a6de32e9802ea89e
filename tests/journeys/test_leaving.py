"""Leave this site, from every page of the form, and what Back shows then."""

import contextlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.test_a_tip import press, send

_STORY = "Leaving: nobody who takes this phone may read these words."


def _to(page: Page, place: str) -> str:
    """Brings the browser to a place in the form. Gives the receipt code, if there is one yet."""
    code = ""
    if place in {"receipt", "conversation"}:
        code = send(page, "en", _STORY)
        if place == "conversation":
            page.locator("#id_kept").check()
            page.locator('#mh-form button[type="submit"]').click()
            press(page, "finish")
            page.locator("#id_text").fill(_STORY)
        return code
    press(page, "start")
    page.locator("#id_story").fill(_STORY)
    if place != "step-1":
        press(page, "continue")
    if place in {"step-3", "check"}:
        press(page, "continue")
    if place == "check":
        press(page, "continue")
    return code


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


_PLACES = ["step-1", "step-2", "step-3", "check", "receipt", "conversation"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("place", _PLACES)
def test_after_leaving_back_and_reload_show_no_word_and_no_code(
    visit: Callable[..., Page], place: str, scripts: bool
) -> None:
    page = visit("/en/report/", java_script_enabled=scripts, faulty=True)
    code = _to(page, place)
    page.locator("button.mh-leave__button").click()
    expect(page.get_by_text("Neutral site")).to_be_visible()
    for _back in range(3):
        # Chromium asks before it sends a form again, and shows an empty page meanwhile.
        with contextlib.suppress(Error):
            page.go_back(wait_until="commit")
        shown = all_that_is_shown(page)
        assert _STORY not in shown
        if code:
            assert code[:4] not in shown
    with contextlib.suppress(Error):
        page.reload(wait_until="commit")
    assert _STORY not in all_that_is_shown(page)


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
