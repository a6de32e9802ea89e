"""Readers who search: on a phone without JavaScript, with the keyboard, in every language."""

import contextlib
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page, expect

from tests.journeys.accessibility import axe_faults

_CODES = [code for code, _name in settings.LANGUAGES]
_WORDS = {"tet": "trafiku", "pt": "trafico", "en": "traficking", "id": "perdagangan"}


def _search(page: Page, words: str) -> None:
    """Types into the box of the page and presses Enter."""
    page.locator("#search-words").fill(words)
    with page.expect_navigation():
        page.locator("#search-words").press("Enter")


@pytest.mark.parametrize("code", _CODES)
def test_a_reader_without_javascript_finds_the_article(
    visit: Callable[..., Page], shot: Callable[..., None], code: str
) -> None:
    page = visit(f"/{code}/", java_script_enabled=False)
    shot(page, f"search-home-{code}")
    _search(page, _WORDS[code])
    assert page.url.endswith(f"/{code}/search/")
    assert page.locator("mark").count() >= 1
    shot(page, f"search-found-{code}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    _search(page, "art 163")
    page.locator(".mh-hit__title a").first.click()
    assert page.url.endswith(f"/{code}/law/codigo-penal/art-163/")


@pytest.mark.parametrize("code", _CODES)
def test_the_search_fits_320_px(visit: Callable[..., Page], code: str) -> None:
    page = visit(f"/{code}/search/", width=320)
    for words in (_WORDS[code], "averylongwordwithoutanyblank" * 7, "x", "xyzzyxyzzy"):
        _search(page, words)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_has_no_fault_that_axe_finds(
    visit: Callable[..., Page], shot: Callable[..., None], scheme: str
) -> None:
    for width in (360, 1280):
        page = visit("/tet/search/", width=width, color_scheme=scheme, bypass_csp=True)
        shot(page, f"search-{scheme}-{width}-empty")
        assert axe_faults(page) == []
        for words in ("lei", "trafficking", "xyzzyxyzzy", "a"):
            _search(page, words)
            shot(page, f"search-{scheme}-{width}-{words}")
            assert axe_faults(page) == []


def test_the_keyboard_alone_searches_narrows_and_opens(visit: Callable[..., Page]) -> None:
    page = visit("/en/search/", width=1280)
    page.locator("#search-words").focus()
    page.keyboard.type("law")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _step in range(40):
        if page.evaluate("document.activeElement.name") == "kind":
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".mh-kinds [aria-current]")).not_to_contain_text("All")
    page.locator(".mh-hit__title a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/search/" not in page.url


def test_another_language_keeps_the_words(visit: Callable[..., Page]) -> None:
    page = visit("/en/search/", java_script_enabled=False)
    _search(page, "trafiku")
    with page.expect_navigation():
        page.get_by_role("button", name="Tetun").click()
    assert page.url.endswith("/tet/search/")
    assert page.locator("#search-words").input_value() == "trafiku"
    assert page.locator(".mh-hit__title").count() >= 1


def test_the_words_stand_in_no_address_and_the_next_visitor_finds_an_empty_box(
    visit: Callable[..., Page],
) -> None:
    page = visit("/en/search/")
    _search(page, "trafficking")
    page.locator(".mh-hit__title a").first.click()
    page.wait_for_url("**/en/*/**")
    assert "trafficking" not in page.evaluate("location.search + document.referrer")
    page.goto("/en/search/")
    assert page.locator("#search-words").input_value() == ""


@pytest.mark.parametrize("scripts", [True, False])
def test_after_leaving_back_shows_no_word(visit: Callable[..., Page], scripts: bool) -> None:
    page = visit("/en/search/", java_script_enabled=scripts, faulty=True)
    _search(page, "trafficking")
    page.locator(".mh-leave__button").click()
    expect(page.get_by_role("heading", name="Neutral site")).to_be_visible()
    # Chromium asks before it sends a form again, and shows a page of its own meanwhile.
    with contextlib.suppress(Error):
        page.go_back(wait_until="commit")
    page.wait_for_load_state()
    assert not page.locator("mark").count()
    assert (
        page.locator("#search-words").count() == 0
        or not page.locator("#search-words").input_value()
    )
