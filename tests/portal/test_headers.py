"""The headers of real responses of real pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from portal.middleware.cms_policy import KNOWN_INITIALISER
from tests.sender import Sender

pytestmark = pytest.mark.django_db


def _policy(answer: Any) -> dict[str, set[str]]:
    header = answer.headers["Content-Security-Policy"]
    parts = [directive.split() for directive in header.split(";")]
    return {name: set(values) for name, *values in parts}


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/tet/law/", "/pt/news/", "/id/report/", "/en/nowhere/", "/staff/", "/leave"],
)
def test_every_page_has_the_strict_policy_and_the_other_headers(
    client: Client, pages: None, people: None, path: str
) -> None:
    answer = client.get(path)
    policy = _policy(answer)
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == {"'none'"}
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    wanted = "no-referrer" if path == "/leave" else "same-origin"
    assert answer.headers["Referrer-Policy"] == wanted


def test_no_page_has_inline_script_or_style(client: Client, pages: None, people: None) -> None:
    sender = Sender(client, "en")
    sender.fill_in()
    shown = [sender.page.content.decode()]
    sender.press("send")
    shown.append(sender.page.content.decode())
    shown += [client.get(p).content.decode() for p in ("/en/", "/en/law/lei-3-2017/", "/staff/")]
    for page in shown:
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        data = page.count('<script type="application/ld+json">')  # not run by any browser
        assert page.count("<script") == page.count('<script src="/static/') + data


def test_form_pages_may_leave_to_the_neutral_site_alone(
    client: Client, people: None, settings: object
) -> None:
    sender = Sender(client, "en")
    sender.start()
    assert _policy(sender.page)["form-action"] == {"'self'", "https://www.wikipedia.org"}
    assert _policy(client.get("/en/nowhere/"))["form-action"] == {"'self'"}


def test_form_pages_are_kept_nowhere(client: Client, people: None) -> None:
    sender = Sender(client, "en")
    pages = [sender.get(), sender.press("start"), sender.fill_in()]
    sender.press("send")
    pages += [sender.page, sender.get("/reply/")]
    for page in pages:
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_staff_pages_are_kept_nowhere(pages: None, sign_in: Callable[[str], Client]) -> None:
    for name, path in (("triage", "/staff/inbox/"), ("editor", "/staff/cms/")):
        assert "no-store" in sign_in(name).get(path).headers["Cache-Control"]


def test_staff_cookies_are_for_staff_addresses_and_not_for_scripts(
    sign_in: Callable[[str], Client],
) -> None:
    cookies = sign_in("triage").cookies
    assert set(cookies) == {"staff_session", "staff_key", "staff_device", "staff_csrf"}
    for cookie in cookies.values():
        assert cookie["path"] == "/staff/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"


def test_the_cms_has_its_own_narrow_policy(pages: None, sign_in: Callable[[str], Client]) -> None:
    editor = sign_in("editor")
    home = HomePage.objects.get(locale__language_code="en")
    answer = editor.get(f"/staff/cms/pages/{home.pk}/edit/")
    policy = _policy(answer)
    assert policy["default-src"] == {"'none'"}
    assert policy["frame-ancestors"] == {"'self'"}
    (nonce,) = policy["script-src"] - {"'self'"}
    assert nonce.startswith("'nonce-")
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]


def test_a_preview_may_be_framed_by_the_cms_and_by_nobody_else(
    pages: None, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    home = HomePage.objects.get(locale__language_code="en")
    answer = editor.get(f"/staff/cms/pages/{home.pk}/view_draft/")
    assert _policy(answer)["frame-ancestors"] == {"'self'"}
    assert _policy(answer)["script-src"] == {"'self'"}


@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        "<script>initDateChooser('x', {}); alert(1)</script>",
        "<script>initDateChooser(alert(1))</script>",
        "<script>new PageChooser('</script><script>alert(1)//')</script>",
        '<script src="https://elsewhere.example/x.js"></script>',
    ],
)
def test_a_script_that_is_not_wagtails_gets_no_nonce(script: str) -> None:
    assert not KNOWN_INITIALISER.match(script)


def test_wagtails_own_initialiser_gets_the_nonce() -> None:
    assert KNOWN_INITIALISER.match("<script>initDateChooser('id_go_live_at', {\"a\": 1});</script>")
