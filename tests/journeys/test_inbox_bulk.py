"""Changing several tips at once, without JavaScript, on a telephone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_faults
from tests.live import LiveServer
from tests.live_people import LiveSender

_STORIES = ("Bulk: boats at night.", "Bulk: a house by the road.", "Bulk: never opened.")


@pytest.fixture(scope="module", autouse=True)
def _tips(server: LiveServer) -> None:
    for story in _STORIES:
        LiveSender(server.url).send(story)


def _tick(page: Page, *stories: str) -> None:
    for story in stories:
        page.locator("tr", has_text=story).get_by_role("checkbox").check()


def _choose(page: Page, what: str) -> None:
    page.get_by_label("With the ticked tips").select_option(label=what)
    page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize("width", [360, 1280])
def test_several_tips_are_closed_and_opened_again_without_scripts(
    sign_in: Callable[..., Page], shot: Callable[..., None], width: int
) -> None:
    sign_in("triage")
    page = sign_in("triage", width=width, java_script_enabled=False)
    page.goto("/staff/inbox/")
    for story in _STORIES[:2]:
        page.locator("tr", has_text=story).get_by_role("link").first.click()
        page.goto("/staff/inbox/")
    shot(page, f"bulk-list-{width}")
    _choose(page, "Change where they stand")
    expect(page.get_by_text("Tick at least one tip in the list first.")).to_be_visible()
    _tick(page, *_STORIES)
    _choose(page, "Change where they stand")
    shot(page, f"bulk-value-{width}")
    page.get_by_label("Where they stand from now on").select_option(value="closed/answered")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="2 tips change")).to_be_visible()
    expect(page.get_by_text("Nobody has opened it yet.")).to_be_visible()
    shot(page, f"bulk-preview-{width}")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("Write why.")
    page.get_by_label("Reason").fill("Both are in the hands of the police of Suai.")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="2 tips are changed")).to_be_visible()
    shot(page, f"bulk-done-{width}")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="2 tips are again what they were")).to_be_visible()
    shot(page, f"bulk-undone-{width}")
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("tr", has_text=_STORIES[0])).to_contain_text("Being read")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_fit_every_screen_and_break_no_rule_of_axe(
    sign_in: Callable[..., Page], shot: Callable[..., None], scheme: str
) -> None:
    sign_in("triage")
    page = sign_in("triage", width=320, color_scheme=scheme, bypass_csp=True)
    faults: list[str] = []

    def look(name: str) -> None:
        for width in (320, 1280):
            page.wait_for_load_state()
            page.set_viewport_size({"width": width, "height": 800})
            shot(page, f"bulk-{name}-{width}-{scheme}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            faults.extend(f"{name}: {fault}" for fault in axe_faults(page))

    page.goto("/staff/inbox/")
    look("list")
    _tick(page, *_STORIES)
    _choose(page, "Say who works on them")
    look("value")
    page.get_by_label("Who works on them").select_option(value="triage")
    page.get_by_role("button", name="Show what would change").click()
    look("preview")
    page.get_by_label("Reason").fill("Rui has time.")
    page.get_by_role("button", name="Confirm").click()
    look("done")
    page.get_by_role("button", name="Undo").click()
    look("undone")
    page.goto("/staff/inbox/keyboard/")
    look("keyboard")
    assert faults == []
