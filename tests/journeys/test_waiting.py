"""The waiting page and Google's check, in a browser; what a lead sees of a flood."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.accessibility import axe_faults
from tests.journeys.test_a_tip import press
from tests.live import LiveServer, run_manage
from tests.live_people import LiveSender

_STORY = "Waiting: nobody who takes this phone may read these words."

_SHORT_WAIT = (
    "from reports.models import IntakeSettings; from reports.thresholds import write_thresholds;"
    "IntakeSettings.objects.create(wait_from=5, wait_seconds=5, quarantine_from=10);"
    "write_thresholds()"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, neutral: str) -> Iterator[LiveServer]:
    """Under pressure from the fifth tip on, with Google's check turned on."""
    keys = {"RECAPTCHA_SITE_KEY": "site-key", "RECAPTCHA_SECRET_KEY": "secret-key"}
    folder = tmp_path_factory.mktemp("waiting") / "data"
    with LiveServer(folder, LEAVE_URL=neutral, WEB_WORKERS="1", **keys) as live:
        run_manage(folder, "shell", "-c", _SHORT_WAIT)
        for _tip in range(5):
            LiveSender(live.url).send("One of many stories that came in this hour.")
        yield live


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """Of this server alone."""
    return {}


def _to_the_waiting_page(page: Page) -> None:
    press(page, "start")
    page.locator("#id_story").fill(_STORY)
    for _step in range(5):
        press(page, "continue")
    press(page, "send")
    expect(page.get_by_role("heading", level=1)).to_have_text("Please wait a moment")


def _shown(page: Page) -> str:
    return str(page.evaluate("document.documentElement.outerHTML + document.body.innerText"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_presses_too_early_then_in_time_and_has_a_code(
    visit: Callable[..., Page], shot: Callable[[Page, str], None], scripts: bool
) -> None:
    page = visit("/en/report/", java_script_enabled=scripts)
    _to_the_waiting_page(page)
    shot(page, f"waiting-{scripts}")
    assert _STORY not in _shown(page)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text(re.compile(r"Press the button in \d+ second"))).to_be_visible()
    heading = page.get_by_role("heading", level=1)
    while heading.inner_text() == "Please wait a moment":
        with page.expect_navigation():
            page.get_by_role("button", name="Send again").click()
    expect(heading).to_have_text("We have your tip. Thank you.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_googles_page_holds_no_word_and_offers_the_other_way(
    visit: Callable[..., Page], shot: Callable[[Page, str], None], scripts: bool
) -> None:
    # Google is out of reach here, which the browser calls an error.
    page = visit("/en/report/", java_script_enabled=scripts, faulty=True)
    _to_the_waiting_page(page)
    page.get_by_role("button", name="Use Google’s check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Google’s check")
    shot(page, f"google-{scripts}")
    assert _STORY not in _shown(page)
    values = page.evaluate("[...document.querySelectorAll('input,textarea')].map(e => e.name)")
    assert set(values) == {"held", "form"}
    if not scripts:
        expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("button", name="Wait instead").click()
    # On a slow machine the wait is over by now.
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("Please wait a moment|We have your tip")
    )


@pytest.mark.parametrize("place", ["waiting", "google"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_after_leaving_neither_page_goes_on(
    visit: Callable[..., Page], scripts: bool, place: str
) -> None:
    page = visit("/en/report/", java_script_enabled=scripts, faulty=True)
    _to_the_waiting_page(page)
    held = page.locator('input[name="held"]').get_attribute("value")
    if place == "google":
        page.get_by_role("button", name="Use Google’s check").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Google’s check")
    page.locator("button.mh-leave__button").click()
    expect(page.get_by_text("Neutral site")).to_be_visible()
    with contextlib.suppress(Error):
        page.go_back(wait_until="commit")
    page.wait_for_timeout(500)
    assert _STORY not in _shown(page)
    answer = page.request.post("/en/report/form/", form={"held": held or ""})
    assert answer.status == 410


@pytest.mark.parametrize("language", ["tet", "pt", "en", "id"])
def test_the_waiting_page_is_for_everybody(visit: Callable[..., Page], language: str) -> None:
    page = visit(f"/{language}/report/")
    press(page, "start")
    page.locator("#id_story").fill(_STORY)
    for _step in range(5):
        press(page, "continue")
    press(page, "send")
    expect(page.locator('input[name="held"]')).to_be_attached()
    assert axe_faults(page) == []


def test_a_lead_sees_the_quarantine_and_sets_the_numbers(
    server: LiveServer, sign_in: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    for _tip in range(6):
        LiveSender(server.url).send("One of many stories that came in this hour.")
    page = sign_in("lead")
    page.goto("/staff/inbox/")
    page.get_by_role("link", name=re.compile("^Quarantine")).click()
    shot(page, "quarantine")
    assert axe_faults(page) == []
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Move the chosen ones to the inbox").click()
    expect(page.get_by_text("1 tip is in the inbox now.")).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="When many tips come").click()
    shot(page, "thresholds")
    assert axe_faults(page) == []
    page.get_by_label("How many seconds does a sender wait?").fill("6")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
