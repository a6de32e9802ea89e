"""The pages of members, leads, administrators and auditors: narrow and wide, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import SCHEMES
from tests.journeys.confirming import confirm_if_asked
from tests.live import LiveServer

_ROOMS = {
    "lead": (
        "account/",
        "account/factors/",
        "account/sessions/",
        "account/password/",
        "members/",
        "members/invite/",
        "member/triage/",
        "member/editor/",
        "keys/",
        "keys/new/",
        "keys/sheet/",
        "inbox/",
        "inbox/keys/",
        "inbox/leaving/triage/",
    ),
    "admin": ("people/", "people/new/", "person/editor/", "person/lead/restore/"),
    "auditor": ("trail/", "account/recovery/"),
}


@pytest.mark.parametrize("username", _ROOMS)
def test_staff_pages_fit_every_screen_and_break_no_rule_of_axe(
    sign_in: Callable[..., Page], server: LiveServer, shot: Callable[..., None], username: str
) -> None:
    for width in (360, 1280):
        page = sign_in(username, width=width, bypass_csp=True)
        for path in _ROOMS[username]:
            page.goto(f"/staff/{path}")
            confirm_if_asked(page, server, username)
            name = path.strip("/").replace("/", "-")
            for scheme, faults_in in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)
                shot(page, f"staff-{username}-{name}-{width}-{scheme}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
                assert faults_in(page) == [], path


@pytest.mark.parametrize("language", ["tet", "pt", "id"])
def test_staff_pages_fit_a_telephone_in_every_language(
    sign_in: Callable[..., Page], server: LiveServer, shot: Callable[..., None], language: str
) -> None:
    for username, paths in _ROOMS.items():
        sign_in(username)  # in English, where nobody has signed in yet
        page = sign_in(username, width=360, locale=language)
        for path in paths:
            page.goto(f"/staff/{path}")
            confirm_if_asked(page, server, username)
            assert page.locator("html").get_attribute("lang") == language
            shot(page, f"staff-{language}-{path.strip('/').replace('/', '-')}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
