"""From an invitation to the first opened tip: with an authenticator app, and with a passkey."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Locator, Page, expect

from tests.journeys.confirming import confirm_if_asked
from tests.live import LiveServer


def _by_keyboard(page: Page, target: Locator) -> None:
    """Goes to a control with Tab alone and presses Enter."""
    for _tab in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("Tab does not reach it")


def _open(page: Page, server: LiveServer, path: str) -> None:
    page.goto(path)
    confirm_if_asked(page, server, "lead")


def _invite(lead: Page, server: LiveServer, *, name: str, username: str) -> str:
    _open(lead, server, "/staff/members/invite/")
    lead.get_by_label("Full name").fill(name)
    lead.get_by_label("User name").fill(username)
    lead.get_by_role("button", name="Make the link").click()
    return lead.locator("#link").inner_text()


def _choose_passphrase(page: Page) -> str:
    passphrase = page.locator(".mh-secret").first.inner_text()
    assert re.fullmatch(r"[a-z]+(-[a-z]+){5}", passphrase)
    page.get_by_label("Password", exact=True).fill(passphrase)
    page.get_by_label("The same password again").fill(passphrase)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return passphrase


def _give_role(lead: Page, server: LiveServer, *, username: str, digits: str) -> None:
    _open(lead, server, f"/staff/member/{username}/")
    lead.get_by_label("Triage member").check()
    lead.get_by_label("The 24 digits").fill(digits)
    lead.get_by_role("button", name="Give this role").click()
    expect(lead.get_by_text("The role is given.")).to_be_visible()


def _open_first_tip(page: Page) -> None:
    page.goto("/staff/inbox/")
    page.locator("tbody a").first.click()
    expect(page.get_by_text("(Demonstra").first).to_be_visible()


def _code_of(page: Page) -> str:
    """What an app shows that was given the key on the page."""
    key = page.locator(".mh-secret").inner_text().replace(" ", "")
    return f"{TOTP(base64.b32decode(key)).token():06d}"


def test_with_an_authenticator_app_and_the_keyboard_alone(
    visit: Callable[..., Page],
    sign_in: Callable[..., Page],
    server: LiveServer,
    shot: Callable[..., None],
) -> None:
    lead = sign_in("lead")
    link = _invite(lead, server, name="Eva Soares", username="eva")
    shot(lead, "joining-link")
    page = visit(link, width=1280, locale="en", java_script_enabled=False)
    shot(page, "joining-password")
    _choose_passphrase(page)
    shot(page, "joining-app")
    page.locator("#id_code").focus()
    page.keyboard.type(_code_of(page))
    page.keyboard.press("Enter")
    expect(page.locator(".mh-sheet li")).to_have_count(10)
    shot(page, "joining-codes")
    _by_keyboard_without_scripts(page, "I have kept them")
    digits = page.locator("#digits").inner_text()
    shot(page, "joining-account")
    _give_role(lead, server, username="eva", digits=digits)
    _open_first_tip(page)
    expect(
        visit(link, locale="en", faulty=True).get_by_text("This link does not work").first
    ).to_be_visible()


def _by_keyboard_without_scripts(page: Page, name: str) -> None:
    """Without scripts a page cannot be asked what has the focus: so it is given, then Enter."""
    page.get_by_role("link", name=name).focus()
    page.keyboard.press("Enter")


@pytest.fixture
def authenticator() -> Callable[[Page], Any]:
    """Gives a browser a passkey store that answers without a finger, as its owner would."""

    def given(page: Page) -> Any:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session

    return given


def test_with_a_passkey(
    visit: Callable[..., Page],
    sign_in: Callable[..., Page],
    server: LiveServer,
    shot: Callable[..., None],
    authenticator: Callable[[Page], Any],
) -> None:
    lead = sign_in("lead")
    link = _invite(lead, server, name="Rosa Lay", username="rosa")
    page = visit("about:blank", width=1280, locale="en")
    authenticator(page)
    page.goto(link)
    passphrase = _choose_passphrase(page)
    _by_keyboard(page, page.get_by_role("button", name="Use a passkey instead"))
    expect(page.locator(".mh-sheet li")).to_have_count(10)
    _by_keyboard(page, page.get_by_role("link", name="I have kept them"))
    _give_role(lead, server, username="rosa", digits=page.locator("#digits").inner_text())
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("User name").fill("rosa")
    page.get_by_label("Password").fill(passphrase)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    shot(page, "joining-second-step")
    _by_keyboard(page, page.get_by_role("button", name="Use a passkey"))
    expect(page).to_have_url(re.compile("/staff/inbox/$"))
    _open_first_tip(page)
