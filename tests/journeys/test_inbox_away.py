"""A page of the inbox at which nobody was for ten minutes, by a clock that the test turns."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_faults

_COVER = "dialog#away[open]"


def _open_tip(sign_in: Callable[..., Page], **options: object) -> Page:
    sign_in("triage")
    page = sign_in("triage", **options)
    page.clock.install()
    page.goto("/staff/inbox/")
    with page.expect_navigation():  # until its scripts have begun: time runs from then on
        page.locator("[data-key=row]").first.click()
    expect(page.locator("#timeline")).to_be_visible()
    return page


@pytest.fixture
def tip(sign_in: Callable[..., Page]) -> Page:
    """The page of a tip, with a clock that stands under the test."""
    return _open_tip(sign_in)


def _show(page: Page) -> None:
    page.get_by_role("button", name="Show it again").click()


def test_after_ten_minutes_nothing_of_the_tip_is_seen_and_no_word_is_lost(tip: Page) -> None:
    note = tip.locator("textarea[name=text]").first
    note.fill("Words that nobody has saved yet.")
    tip.clock.fast_forward("10:10")
    expect(tip.locator(_COVER)).to_be_visible()
    expect(tip.locator("#main-content")).to_be_hidden()
    expect(tip.get_by_role("button", name="Show it again")).to_be_focused()
    assert axe_faults(tip) == []
    tip.keyboard.press("Enter")
    expect(tip.locator(_COVER)).to_have_count(0)
    expect(tip.locator("#main-content")).to_be_visible()
    expect(note).to_have_value("Words that nobody has saved yet.")
    expect(note).to_be_focused()


@pytest.mark.parametrize("act", ["key", "pointer", "scroll"])
def test_who_does_something_is_there(tip: Page, act: str) -> None:
    tip.clock.fast_forward("09:00")
    if act == "key":
        tip.keyboard.press("Shift")
    elif act == "pointer":
        tip.mouse.move(40, 90)
        tip.mouse.move(60, 120)
    else:
        with tip.expect_event("console"):
            tip.evaluate(
                "addEventListener('scroll', () => console.log('scrolled'), {once: true});"
                "scrollTo(0, 200)"
            )
    tip.clock.fast_forward("09:00")
    expect(tip.locator(_COVER)).to_have_count(0)
    tip.clock.fast_forward("01:10")
    expect(tip.locator(_COVER)).to_be_visible()


@pytest.mark.parametrize("event", ["pageshow", "focus"])
def test_a_computer_that_slept_hides_before_a_timer_runs(tip: Page, event: str) -> None:
    tip.clock.pause_at("2100-01-01")  # no timer is due in a clock that is only set
    tip.evaluate(f"dispatchEvent(new Event('{event}'))")
    expect(tip.locator(_COVER)).to_be_visible()


def test_keys_do_nothing_and_escape_shows_nothing(tip: Page) -> None:
    address = tip.url
    tip.clock.fast_forward("10:10")
    for key in ("u", "Escape", "Escape", "?", "Escape"):
        tip.keyboard.press(key)
    expect(tip.locator(_COVER)).to_be_visible()
    expect(tip.locator("#main-content")).to_be_hidden()
    assert tip.url == address


def test_without_a_connection_it_stays_hidden_and_says_so(sign_in: Callable[..., Page]) -> None:
    tip = _open_tip(sign_in, faulty=True)  # the browser reports each request that fails
    tip.clock.fast_forward("10:10")
    tip.context.set_offline(True)
    _show(tip)
    expect(tip.get_by_text("There is no connection at the moment.")).to_be_visible()
    expect(tip.locator("#main-content")).to_be_hidden()
    tip.context.set_offline(False)
    _show(tip)
    expect(tip.locator("#main-content")).to_be_visible()


def test_who_is_signed_out_is_told_so_and_sees_nothing(tip: Page) -> None:
    tip.clock.fast_forward("10:10")
    kept: Any = tip.context.cookies()
    tip.context.clear_cookies()
    _show(tip)
    expect(tip.get_by_text("You are signed out.")).to_be_visible()
    expect(tip.locator("#main-content")).to_be_hidden()
    tip.context.add_cookies(kept)  # as after a sign-in in another tab
    _show(tip)
    expect(tip.locator("#main-content")).to_be_visible()


def test_without_javascript_the_page_is_as_it_was(sign_in: Callable[..., Page]) -> None:
    page = sign_in("triage", java_script_enabled=False)
    page.goto("/staff/inbox/")
    expect(page.locator("dialog#away")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits(
    sign_in: Callable[..., Page], shot: Callable[[Page, str], None], width: int, scheme: str
) -> None:
    page = _open_tip(sign_in, width=width, color_scheme=scheme)
    page.clock.fast_forward("10:10")
    expect(page.locator(_COVER)).to_be_visible()
    assert page.evaluate("document.querySelector('dialog#away').scrollWidth") <= width
    assert page.evaluate("document.querySelector('dialog#away').offsetWidth") <= width
    shot(page, f"inbox-away-{scheme}-{width}")
