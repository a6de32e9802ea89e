"""Signing in: the password, then the one-time code, and nothing in between."""

import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import totp
from accounts.demonstration import PASSWORD
from accounts.models import TotpDevice, User
from accounts.session import KEY_COOKIE
from accounts.totp import MOST_TRIES, current_code

pytestmark = pytest.mark.django_db

WRONG = "The user name or the password is not right."


def _password(browser: Client, username: str = "triage", password: str = PASSWORD) -> Any:
    return browser.post("/staff/", {"username": username, "password": password})


def _code(username: str = "triage") -> str:
    return current_code(User.objects.get(username=username))


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
    answer = _password(client, username, password)
    assert WRONG in answer.content.decode()
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
    _password(client)
    for path in ("/staff/inbox/", "/staff/cms/"):
        assert client.get(path).headers["Location"] == "/staff/"
    assert client.get("/staff/code/").status_code == 200


def test_the_second_step_without_the_first_leads_back(client: Client, people: None) -> None:
    assert client.get("/staff/code/").headers["Location"] == "/staff/"
    assert client.post("/staff/code/", {"code": _code()}).headers["Location"] == "/staff/"


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000 000"])
def test_a_malformed_code_is_told_so_and_counts_for_nothing(
    client: Client, people: None, code: str
) -> None:
    _password(client)
    for _try in range(MOST_TRIES + 1):
        assert client.post("/staff/code/", {"code": code}).status_code == 200


def _wrong_code() -> str:
    return f"{(int(_code()) + 500_000) % 1_000_000:06d}"


def test_after_five_wrong_codes_the_account_rests(client: Client, people: None) -> None:
    _password(client)
    for _try in range(MOST_TRIES - 1):
        page = client.post("/staff/code/", {"code": _wrong_code()}).content.decode()
        assert "not right" in page
    answer = client.post("/staff/code/", {"code": _wrong_code()})
    assert answer.headers["Location"] == "/staff/"
    assert "Too many wrong codes." in client.get("/staff/").content.decode()
    _password(client)
    assert client.post("/staff/code/", {"code": _code()}).headers["Location"] == "/staff/"
    user = User.objects.get(username="triage")
    later = time.time() + 16 * 60
    with mock.patch.object(time, "time", return_value=later):
        assert totp.use_code(user, current_code(user))


def test_a_new_browser_has_no_new_tries(people: None) -> None:
    for number in range(MOST_TRIES):
        browser = Client()
        _password(browser)
        status = browser.post("/staff/code/", {"code": _wrong_code()}).status_code
        assert status == (302 if number == MOST_TRIES - 1 else 200)
    assert totp.is_locked(User.objects.get(username="triage"))
    assert not totp.is_locked(User.objects.get(username="editor"))


def test_a_right_code_gives_the_tries_back(client: Client, people: None) -> None:
    user = User.objects.get(username="triage")
    for _try in range(MOST_TRIES - 1):
        assert not totp.use_code(user, _wrong_code())
    assert totp.use_code(user, _code())
    assert TotpDevice.objects.get(user=user).tries == 0


def test_a_code_is_good_once(client: Client, people: None) -> None:
    code = _code()
    for location in ("/staff/inbox/", None):
        browser = Client()
        _password(browser)
        answer = browser.post("/staff/code/", {"code": code})
        assert answer.headers.get("Location") == location


def test_two_requests_with_one_code_let_one_in(people: None) -> None:
    user = User.objects.get(username="triage")
    code = current_code(user)
    before = TotpDevice.objects.get(user=user)
    assert totp.use_code(user, code)
    # The other request read the row before this one changed it.
    with mock.patch.object(TotpDevice.objects, "filter", wraps=TotpDevice.objects.filter) as found:
        first = mock.Mock(first=mock.Mock(return_value=before))
        found.side_effect = [first, *[mock.DEFAULT] * 9]
        assert not totp.use_code(user, code)


def test_a_code_from_another_account_is_refused(client: Client, people: None) -> None:
    _password(client)
    assert client.post("/staff/code/", {"code": _code("editor")}).status_code == 200


def test_a_code_is_good_one_step_late_and_not_two(people: None) -> None:
    user = User.objects.get(username="triage")
    code = current_code(user)
    now = time.time()
    with mock.patch.object(time, "time", return_value=now + 2 * totp.STEP):
        assert not totp.use_code(user, code)
    with mock.patch.object(time, "time", return_value=now + totp.STEP):
        assert totp.use_code(user, code)


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
    _password(client)
    before = {name: cookie.value for name, cookie in client.cookies.items()}
    client.post("/staff/code/", {"code": _code()})
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
    assert WRONG in _password(Client(headers={"Accept-Language": "en"})).content.decode()


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
