"""A tip from the first page to the reply, in a browser with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, Request, expect

from tests.live import LiveServer

_CODES = [code for code, _name in settings.LANGUAGES]
_STORY = "A man keeps the passports of three women in a house by the market. " * 7


def press(page: Page, value: str) -> None:
    """Presses a button of the form, and waits for the page that it leads to."""
    with page.expect_navigation():
        page.locator(f'#main-content button[name="go"][value="{value}"]:not([tabindex])').click()


def send(page: Page, language: str, story: str = _STORY) -> str:
    """Goes through the whole form by its fields and buttons, and gives the receipt code."""
    if not page.url.endswith(f"/{language}/report/"):
        page.goto(f"/{language}/report/")
    press(page, "start")
    page.locator("#id_story").fill(story)
    page.locator('input[name="danger"][value="no"]').check()
    press(page, "continue")
    page.locator('input[name="exploitation"][value="not_free"]').check()
    press(page, "continue")
    page.locator("#id_municipality").select_option("tl-07")
    press(page, "continue")
    press(page, "skip")
    page.locator('input[name="exclude"][value="local"]').check()
    press(page, "continue")
    press(page, "send")
    code = re.sub(r"\D", "", page.locator(".mh-receipt").inner_text())
    assert len(code) == 20
    return code


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", _CODES)
def test_a_tip_is_sent_and_found_again(
    visit: Callable[..., Page], shot: Callable[..., None], language: str, scripts: bool
) -> None:
    page = visit(f"/{language}/report/", java_script_enabled=scripts)
    shot(page, f"{language}-start")
    press(page, "start")
    shot(page, f"{language}-step-1")
    press(page, "continue")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    shot(page, f"{language}-step-1-error")
    page.locator("#id_story").fill(_STORY)
    page.locator('input[name="danger"][value="no"]').check()
    press(page, "continue")
    shot(page, f"{language}-step-2")
    press(page, "continue")
    shot(page, f"{language}-step-3")
    press(page, "continue")
    shot(page, f"{language}-step-4")
    press(page, "skip")
    shot(page, f"{language}-step-5")
    press(page, "continue")
    shot(page, f"{language}-check")
    press(page, "send")
    shot(page, f"{language}-receipt")
    code = re.sub(r"\D", "", page.locator(".mh-receipt").inner_text())
    page.locator("#id_kept").check()
    page.locator('#mh-form button[type="submit"]').click()
    expect(page.locator("#id_file")).to_be_visible()
    shot(page, f"{language}-files")
    press(page, "finish")
    expect(page.locator("#id_text")).to_be_visible()
    shot(page, f"{language}-conversation")
    page.goto(f"/{language}/report/reply/")
    page.locator("#id_receipt_code").fill(code)
    page.locator('#mh-form button[type="submit"]').click()
    expect(page.locator("#id_text")).to_be_visible()
    assert _STORY[:40] not in page.content()
    assert page.context.cookies() == []


def test_a_whole_tip_is_light(visit: Callable[..., Page]) -> None:
    page = visit("about:blank", locale="en")
    asked: list[Request] = []
    # Playwright takes no built-in method here.
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108
    page.goto("/en/report/")
    send(page, "en", _STORY[:500])
    page.wait_for_load_state("networkidle")
    # What the browser has kept already counts as nothing: the size is then below zero.
    all_sizes = [(request.url, request.sizes()["responseBodySize"]) for request in asked]
    sizes = [(url, size) for url, size in all_sizes if size > 0]
    # Style, script, start, five steps, check, receipt, and the script of the receipt.
    assert len(sizes) <= 11, sizes
    first_page = [url for url, _size in sizes[:3]]
    later = [(url, size) for url, size in sizes if url not in first_page]
    assert later
    for url, size in later:
        assert size <= 6 * 1024, url


def test_a_first_visit_of_the_home_page_is_light(
    visit: Callable[..., Page], server: LiveServer
) -> None:
    page = visit("about:blank")
    asked: list[Request] = []
    # Playwright takes no built-in method here.
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108
    page.goto("/tet/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 5
    assert all(request.url.startswith(server.url) for request in asked)
    assert sum(request.sizes()["responseBodySize"] for request in asked) <= 30 * 1024


def test_the_language_changes_in_the_middle_and_nothing_is_lost(
    visit: Callable[..., Page],
) -> None:
    page = visit("/en/report/")
    press(page, "start")
    page.locator("#id_story").fill(_STORY)
    page.get_by_role("button", name="Português").click()
    expect(page.locator("html")).to_have_attribute("lang", "pt")
    assert page.locator("#id_story").input_value().strip() == _STORY.strip()


def test_sender_and_committee_write_to_each_other(
    visit: Callable[..., Page], sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    sender = visit("/en/report/")
    story = "Journey: the lorry comes each Friday, and nobody may leave the yard."
    code = send(sender, "en", story)

    member = sign_in("triage")
    shot(member, "inbox")
    member.goto("/staff/inbox/?rows=100")  # other journeys send tips, too
    member.get_by_role("row").filter(has_text="the lorry comes").get_by_role("link").click()
    expect(member.get_by_text(story)).to_be_visible()
    member.get_by_label("Your message").fill("Which yard is it?")
    member.get_by_role("button", name="Look at the reply").click()
    expect(member.get_by_role("heading", name="The sender will see this")).to_be_visible()
    shot(member, "reply-preview")
    member.get_by_role("button", name="Send to the sender").click()
    shot(member, "tip")

    sender.goto("/en/report/reply/")
    sender.locator("#id_receipt_code").fill(" ".join(code[i : i + 4] for i in range(0, 20, 4)))
    sender.get_by_role("button", name="Open").click()
    expect(sender.get_by_text("Which yard is it?")).to_be_visible()
    expect(sender.get_by_text("Being read")).to_be_visible()
    shot(sender, "conversation")
    sender.locator("#id_text").fill("The one behind the church.")
    press(sender, "add")
    expect(sender.get_by_text("We have what you wrote.")).to_be_visible()

    member.reload()
    expect(member.get_by_text("The one behind the church.")).to_be_visible()


def test_a_member_works_with_the_keyboard_alone(
    visit: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    send(visit("/en/report/"), "en", "Keyboard: two boys sleep in the workshop.")
    member = sign_in("triage")
    _tab_to(member, "Skip to", press=True)
    for _row in range(100):
        member.keyboard.press("Tab")
        row = member.evaluate("document.activeElement.closest('tr')?.innerText || ''")
        if "Keyboard: two boys" in row and member.evaluate("document.activeElement.matches('a')"):
            break
    member.keyboard.press("Enter")
    expect(member.get_by_role("heading", name="Reply to the sender")).to_be_visible()
    for _stop in range(100):
        member.keyboard.press("Tab")
        if member.evaluate("document.activeElement.id") == "reply_text":
            break
    member.keyboard.type("Thank you. Are they well?")
    member.keyboard.press("Tab")
    member.keyboard.press("Enter")
    expect(member.get_by_role("heading", name="The sender will see this")).to_be_visible()
    for _stop in range(12):
        member.keyboard.press("Tab")
        if member.evaluate("document.activeElement.value") == "send":
            break
    member.keyboard.press("Enter")
    expect(member.get_by_text("Your reply waits for the sender.")).to_be_visible()


def _tab_to(page: Page, words: str, *, press: bool = False) -> Any:
    page.keyboard.press("Tab")
    assert words in page.evaluate("document.activeElement.innerText")
    if press:
        page.keyboard.press("Enter")
