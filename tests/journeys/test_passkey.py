"""A passkey is added and used to sign in, with Chromium's virtual authenticator."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from accounts.demonstration import PASSWORD

_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _authenticator(page: Page) -> tuple[CDPSession, str]:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made: dict[str, Any] = tools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR}
    )
    return tools, made["authenticatorId"]


def _carry_over(one: tuple[CDPSession, str], other: tuple[CDPSession, str]) -> None:
    """The same telephone beside another browser."""
    tools, number = one
    held = tools.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
    for credential in held:
        other[0].send(
            "WebAuthn.addCredential", {"authenticatorId": other[1], "credential": credential}
        )
    assert len(held) == 1


def test_a_member_adds_a_passkey_and_signs_in_with_it(
    sign_in: Callable[..., Page], visit: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = sign_in("auditor")
    telephone = _authenticator(page)
    page.goto("/staff/account/")
    page.get_by_role("link", name="Second factors and recovery codes").click()
    page.get_by_label("Name of the passkey").fill("My telephone")
    shot(page, "factors")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is added. You can sign in with it.")).to_be_visible()
    expect(page.get_by_text("My telephone").first).to_be_visible()

    page.get_by_role("button", name="Replace the app").click()
    expect(page.get_by_role("img", name="Picture for the authenticator app")).to_be_visible()
    shot(page, "authenticator-app")
    page.goto("/staff/account/sessions/")
    expect(page.get_by_text("this one")).to_be_visible()
    shot(page, "sessions")

    fresh = visit("/staff/", width=1280, locale="en")
    _carry_over(telephone, _authenticator(fresh))
    shot(fresh, "sign-in")
    fresh.get_by_role("button", name="Use a passkey on this device").click()
    expect(fresh.get_by_text("Your passkey works.")).to_be_visible()
    fresh.get_by_label("User name").fill("auditor")
    fresh.get_by_label("Password").fill(PASSWORD)
    fresh.keyboard.press("Enter")
    shot(fresh, "second-step")
    fresh.get_by_role("button", name="Use a passkey", exact=True).click()
    expect(fresh.get_by_role("heading", name="Audit trail")).to_be_visible()


def test_a_browser_without_the_passkey_is_told_so(visit: Callable[..., Page]) -> None:
    page = visit("/staff/", width=1280, locale="en")
    _authenticator(page)
    page.get_by_role("button", name="Use a passkey on this device").click()
    expect(page.get_by_text("The passkey did not work.")).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_without_scripts_there_is_no_button_that_does_nothing(visit: Callable[..., Page]) -> None:
    page = visit("/staff/", locale="en", java_script_enabled=False)
    expect(page.get_by_role("button", name="Use a passkey on this device")).to_be_hidden()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
