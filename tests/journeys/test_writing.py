"""Notes, replies, translations and versions for sharing, without JavaScript and by axe."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe_faults
from tests.journeys.test_a_tip import press, send


def _press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_member_writes_for_members_and_to_the_sender_without_javascript(
    visit: Callable[..., Page], sign_in: Callable[..., Page], shot: Callable[..., None]
) -> None:
    send(visit("/tet/report/"), "tet", "Viajen: karreta mutin mai kada sesta-feira.")
    page = sign_in("triage", java_script_enabled=False)
    page.goto("/staff/inbox/?rows=100")  # other journeys send tips, too
    row = page.get_by_role("row").filter(has_text="karreta mutin mai")
    row.get_by_role("link").first.click()
    page.get_by_label("Your note").fill("Journey: called the parish.")
    _press(page, "Keep the note")
    expect(page.get_by_text("Your note is kept. Only members see it.")).to_be_visible()
    expect(page.get_by_text("Journey: called the parish.")).to_be_visible()

    page.get_by_role("link", name="Add a translation").first.click()
    page.get_by_label("Translation").fill("Journey: a white car comes every Friday.")
    shot(page, "tip-translation")
    _press(page, "Keep the translation")
    expect(page.get_by_text("Journey: a white car comes every Friday.")).to_be_visible()

    page.get_by_role("link", name="Make a version for sharing").first.click()
    page.get_by_label("Words to share").fill("A [[white car]] comes.")
    shot(page, "tip-sharing")
    _press(page, "Look at it with bars")
    expect(page.get_by_text("A █████ comes.")).to_be_visible()
    shot(page, "tip-sharing-preview")
    _press(page, "Keep this version")
    expect(page.get_by_text("Version for sharing, by Rui")).to_be_visible()

    page.get_by_label("Begin with a template").select_option("1. We have read it")
    _press(page, "Put it into the box")
    expect(page.get_by_label("Your message")).to_have_value(re.compile("^Obrigadu"))
    _press(page, "Look at the reply")
    expect(page.get_by_role("heading", name="The sender will see this")).to_be_visible()
    shot(page, "tip-reply-preview")
    _press(page, "Change it")
    page.get_by_label("Your message").fill("Obrigadu barak.")
    _press(page, "Look at the reply")
    _press(page, "Send to the sender")
    expect(page.get_by_text("Your reply waits for the sender.")).to_be_visible()
    shot(page, "tip-timeline")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_pages_to_write_on_fit_the_screen_and_break_no_rule_of_axe(
    sign_in: Callable[..., Page], width: int, scheme: str
) -> None:
    page = sign_in("lead", width=width, color_scheme=scheme, bypass_csp=True)

    def check() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe_faults(page) == []

    for path in ("", "new/"):
        page.goto(f"/staff/inbox/settings/replies/{path}")
        check()
    page.goto("/staff/inbox/")
    with page.expect_navigation():
        page.locator("table a").first.click()
    tip = page.url.partition("?")[0]
    _press(page, "Keep the note")  # empty
    check()
    page.get_by_label("Your message").fill("Thank you.")
    _press(page, "Look at the reply")
    check()
    page.goto(f"{tip}entries/1/translation/")
    check()
    page.goto(f"{tip}entries/1/sharing/")
    check()
    _press(page, "Look at it with bars")
    check()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_a_reply_waits_until_the_member_has_seen_what_the_sender_wrote_meanwhile(
    visit: Callable[..., Page],
    sign_in: Callable[..., Page],
    shot: Callable[..., None],
    width: int,
    scheme: str,
) -> None:
    sender = visit("/en/report/", java_script_enabled=False)
    code = send(sender, "en", f"Journey: a red boat leaves at night, {width}.")
    page = sign_in("triage", width=width, color_scheme=scheme, bypass_csp=True)
    page.goto("/staff/inbox/?rows=100")  # other journeys send tips, too
    row = page.get_by_role("row").filter(has_text=f"a red boat leaves at night, {width}.")
    row.get_by_role("link").first.click()
    page.get_by_label("Your message").fill("Which harbour is it?")
    _press(page, "Look at the reply")
    sender.goto("/en/report/reply/")
    sender.locator("#id_receipt_code").fill(code)
    with sender.expect_navigation():
        sender.locator("#id_receipt_code").press("Enter")
    sender.locator("#id_text").fill("It is the harbour of Hera.")
    press(sender, "add")
    _press(page, "Send to the sender")
    expect(page.get_by_text("It is the harbour of Hera.")).to_be_visible()
    expect(page.get_by_text("This was written meanwhile, and nothing is sent yet.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_faults(page) == []
    shot(page, f"tip-reply-waits-{width}")
    _press(page, "Send to the sender")
    expect(page.get_by_text("Your reply waits for the sender.")).to_be_visible()
