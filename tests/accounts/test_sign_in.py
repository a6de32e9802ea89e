"""Signing in: the password, then the second factor, and nothing in between."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import session, totp
from accounts.demonstration import PASSWORD
from accounts.gate import Gate
from accounts.keys import open_member_identity
from accounts.models import KnownDevice, StaffSession, TotpDevice, User
from accounts.session import KEY_COOKIE
from accounts.totp import current_code
from tests.accounts.people import (
    WRONG_CODE,
    WRONG_PASSWORD,
    audited,
    give_code,
    give_password,
    later,
    new_browser,
    person,
    right_code,
    wrong_code,
)

pytestmark = pytest.mark.django_db


def test_each_role_begins_where_its_work_is(sign_in: Callable[[str], Client]) -> None:
    assert sign_in("triage").get("/staff/").headers["Location"] == "/staff/inbox/"
    assert sign_in("editor").get("/staff/").headers["Location"] == "/staff/cms/"


@pytest.mark.parametrize(
    ("username", "password"),
    [("triage", "wrong"), ("nobody", PASSWORD), ("triage", PASSWORD + " "), ("TRIAGE", PASSWORD)],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    client: Client, people: None, username: str, password: str
) -> None:
    answer = give_password(client, username, password)
    assert WRONG_PASSWORD in answer.content.decode()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Write your user name."),
        ({"username": "triage"}, "Write your password."),
        ({"username": "x" * 61, "password": "y"}, "That user name is too long."),
        ({"username": "a\0b", "password": "y"}, ""),
    ],
)
def test_an_incomplete_sign_in_is_told_so(
    client: Client, people: None, fields: dict[str, str], sentence: str
) -> None:
    answer = client.post("/staff/", fields)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_the_password_alone_opens_nothing(client: Client, people: None) -> None:
    give_password(client)
    for path in ("/staff/inbox/", "/staff/cms/", "/staff/account/", "/staff/confirm/"):
        assert client.get(path).headers["Location"] == "/staff/code/"
    assert client.get("/staff/code/").status_code == 200


def _views(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


# What a stranger reaches too; each looks after itself, and tests below and in test_passkeys.py.
_OPEN = {
    "staff/",
    "staff/code/",
    "staff/sign-out/",
    "staff/cms/logout/",
    "staff/passkey/device/",
    "staff/passkey/device/options/",
    "staff/passkey/code/",
    "staff/passkey/code/options/",
    "staff/passkey/first/",
    "staff/passkey/first/options/",
    "staff/enrolling/",
    "staff/enrol/<str:token>/",
    "staff/setup/<str:token>/",
}


def test_a_session_half_way_sees_nothing_but_the_next_step(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    request = browser.get("/staff/code/").wsgi_request
    gate = Gate(lambda _request: None)  # type: ignore[arg-type]
    walked = 0
    for route, view in _views(get_resolver("portal.urls.staff").url_patterns):
        if not route.startswith(("staff/", "^staff/")) or route in _OPEN:
            continue
        walked += 1
        answer = gate.process_view(request, view)
        assert answer is not None, route
        assert answer.headers["Location"] == "/staff/code/", route
    assert walked > 100


def test_no_other_address_is_open_without_both_factors() -> None:
    found = {
        route
        for route, view in _views(get_resolver("portal.urls.staff").url_patterns)
        if route.startswith(("staff/", "^staff/")) and getattr(view, "open_to_all", False)
    }
    assert found == _OPEN


def test_the_second_step_without_the_first_leads_back(client: Client, people: None) -> None:
    assert client.get("/staff/code/").headers["Location"] == "/staff/"
    assert give_code(client, right_code()).headers["Location"] == "/staff/"


def test_the_second_step_is_open_for_ten_minutes(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    with later(9 * 60):
        assert browser.get("/staff/code/").status_code == 200
    with later(10 * 60 + 1):
        answer = give_code(browser, right_code())
        assert answer.headers["Location"] == "/staff/"
        assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"
    assert not StaffSession.objects.exists()


def test_a_password_changed_meanwhile_ends_the_second_step(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    user = person()
    user.set_password("another passphrase")
    user.save()
    assert give_code(browser, right_code()).headers["Location"] == "/staff/"


def test_a_half_way_session_of_another_step_is_none_of_this_one(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    data = browser.session
    data["half_way_step"] = "/staff/another-step/"
    data.save()
    assert give_code(browser, right_code()).headers["Location"] == "/staff/"
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/another-step/"


def test_enrolment_goes_step_by_step_and_ends_signed_in(people: None) -> None:
    browser = new_browser()
    request = browser.get("/staff/").wsgi_request
    response = HttpResponse()
    user = person()
    app, codes = "/staff/enrol/app/", "/staff/enrol/codes/"
    session.begin(request, response, user, open_member_identity(user, PASSWORD), step=app)
    request.COOKIES[KEY_COOKIE] = response.cookies[KEY_COOKIE].value
    assert session.half_way(request) is None
    assert session.half_way(request, step=codes) is None
    assert session.next_step(request) == app
    with later(20 * 60):
        assert session.half_way(request, step=app)
        session.go_on(request, step=codes)
    assert session.half_way(request, step=app) is None
    with later(21 * 60):
        unlocked = session.half_way(request, step=codes)
        assert unlocked is not None
        session.complete(request, response, unlocked)
        request.COOKIES[KEY_COOKIE] = response.cookies[KEY_COOKIE].value
        assert session.signed_in(request)
        assert session.is_fresh(request)
        assert session.next_step(request) == "/staff/"
    assert StaffSession.objects.get().user == user
    assert KnownDevice.objects.get().user == user


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000 000"])
def test_a_malformed_code_is_told_so_and_counts_for_nothing(
    client: Client, people: None, code: str
) -> None:
    give_password(client)
    for _try in range(7):
        assert give_code(client, code).status_code == 200
    assert give_code(client, right_code()).status_code == 302


def test_a_wrong_code_is_told_so_and_audited(client: Client, people: None) -> None:
    give_password(client)
    assert WRONG_CODE in give_code(client, wrong_code()).content.decode()
    (event,) = audited("factor.wrong")
    assert (event.actor, event.target, event.detail) == ("triage", "user/triage", {"kind": "code"})
    assert not audited("signed_in")


def test_signing_in_and_out_is_audited(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    assert [event.actor for event in audited("signed_in")] == ["triage"]
    browser.post("/staff/sign-out/")
    assert [event.actor for event in audited("signed_out")] == ["triage"]
    browser.post("/staff/sign-out/")
    assert len(audited("signed_out")) == 1


def test_a_wrong_password_of_anybody_leaves_no_audit_event(client: Client, people: None) -> None:
    for username in ("triage", "nobody"):
        give_password(client, username, "wrong")
    assert not audited("factor.wrong")


def test_a_code_is_good_once(client: Client, people: None) -> None:
    code = right_code()
    for location in ("/staff/inbox/", None):
        browser = Client()
        give_password(browser)
        answer = give_code(browser, code)
        assert answer.headers.get("Location") == location


def test_two_requests_with_one_code_let_one_in(people: None) -> None:
    user = person()
    code = current_code(user)
    before = TotpDevice.objects.get(user=user)
    assert totp.use_code(user, code)
    # The other request read the row before this one changed it.
    with mock.patch.object(TotpDevice.objects, "filter", wraps=TotpDevice.objects.filter) as found:
        first = mock.Mock(first=mock.Mock(return_value=before))
        found.side_effect = [first, *[mock.DEFAULT] * 9]
        assert not totp.use_code(user, code)


def test_a_code_from_another_account_is_refused(client: Client, people: None) -> None:
    give_password(client)
    assert WRONG_CODE in give_code(client, right_code("editor")).content.decode()


def test_a_code_is_good_one_step_late_and_not_two(people: None) -> None:
    user = person()
    code = current_code(user)
    now = time.time()
    with mock.patch.object(time, "time", return_value=now + 2 * totp.STEP):
        assert not totp.use_code(user, code)
    with mock.patch.object(time, "time", return_value=now + totp.STEP):
        assert totp.use_code(user, code)


def test_an_app_that_was_never_used_does_not_count(client: Client, people: None) -> None:
    TotpDevice.objects.update(confirmed=False)
    give_password(client)
    code = right_code()
    assert not totp.use_code(person(), code)
    page = client.get("/staff/code/").content.decode()
    assert "One-time code</label>" not in page
    assert give_code(client, code).status_code == 200


def test_without_the_second_cookie_the_session_counts_as_signed_out(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    key = browser.cookies.pop(KEY_COOKIE)
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"
    browser.cookies[KEY_COOKIE] = "another"
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"
    browser.cookies[KEY_COOKIE] = key.value
    assert browser.get("/staff/inbox/").status_code == 200


def test_the_second_cookie_of_somebody_else_opens_nothing(
    sign_in: Callable[[str], Client],
) -> None:
    one, other = sign_in("triage"), sign_in("editor")
    one.cookies[KEY_COOKIE] = other.cookies[KEY_COOKIE].value
    assert one.get("/staff/inbox/").headers["Location"] == "/staff/"


def test_both_keys_change_between_the_steps(client: Client, people: None) -> None:
    give_password(client)
    before = {name: cookie.value for name, cookie in client.cookies.items()}
    give_code(client, right_code())
    for name in ("staff_session", KEY_COOKIE):
        assert client.cookies[name].value != before[name]


def test_signing_out_ends_the_session_on_the_server(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    kept = {name: cookie.value for name, cookie in browser.cookies.items()}
    assert browser.get("/staff/sign-out/").status_code == 405
    assert browser.post("/staff/sign-out/").headers["Location"] == "/staff/"
    for name, value in kept.items():
        browser.cookies[name] = value
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"


def test_an_account_that_is_switched_off_is_out_at_once(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    User.objects.filter(username="triage").update(is_active=False)
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"
    assert WRONG_PASSWORD in give_password(new_browser()).content.decode()


def test_the_interface_speaks_the_members_language(sign_in: Callable[[str], Client]) -> None:
    User.objects.filter(username="triage").update(language="pt")
    assert '<html lang="pt"' in sign_in("triage").get("/staff/inbox/").content.decode()


@pytest.mark.parametrize("username", ["triage", "editor"])
def test_a_person_chooses_the_language_of_staff_pages_and_cms(
    pages: None, sign_in: Callable[[str], Client], username: str
) -> None:
    browser = sign_in(username)
    assert "Your account" in browser.get("/staff/account/").content.decode()
    answer = browser.post("/staff/account/", {"language": "id"})
    assert answer.headers["Location"] == "/staff/account/"
    assert '<html lang="id"' in browser.get("/staff/account/").content.decode()
    if username == "editor":
        assert 'lang="id-id"' in browser.get("/staff/cms/").content.decode()


@pytest.mark.parametrize("language", ["", "xx", "en-GB", "\0"])
def test_a_language_that_is_not_ours_is_refused(
    sign_in: Callable[[str], Client], language: str
) -> None:
    answer = sign_in("triage").post("/staff/account/", {"language": language})
    assert "<title>Error: " in answer.content.decode()
    assert User.objects.get(username="triage").language == ""
