"""Passkeys: adding one, the second factor, step-up, and the way in while an account rests."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from webauthn.helpers import base64url_to_bytes

from accounts import passkeys, throttle
from accounts.devices import COOKIE
from accounts.models import KnownDevice, Passkey, StaffSession, TotpDevice
from accounts.passkeys import BadPasskey
from tests.accounts.authenticator import ORIGIN, Authenticator, add_passkey, ask, prove, send
from tests.accounts.people import (
    audited,
    give_code,
    give_password,
    later,
    new_browser,
    person,
    right_code,
)

pytestmark = pytest.mark.django_db

_WRONG = "That passkey did not work here. Try again, or use another way."
_NOT_ADDED = "That passkey was not added. Try again."
_FACTORS = "/staff/account/factors/"


@pytest.fixture(autouse=True)
def _origin(settings: Any) -> None:
    settings.STAFF_ORIGIN = ORIGIN


@pytest.fixture
def passkey(sign_in: Callable[[str], Client]) -> Authenticator:
    """A passkey of the triage member."""
    made = Authenticator()
    add_passkey(sign_in("triage"), made)
    assert Passkey.objects.count() == 1
    return made


def _half_way(username: str = "triage") -> Client:
    browser = new_browser()
    give_password(browser, username)
    return browser


def _is_refused(browser: Client, answer: Any) -> bool:
    page = answer.headers["Location"]
    return _WRONG in browser.get(page).content.decode()


def test_what_a_browser_is_asked_to_make(sign_in: Callable[[str], Client]) -> None:
    asked = ask(sign_in("triage"), "new")
    assert asked["rp"] == {"name": "Mahon", "id": "localhost"}
    assert asked["attestation"] == "none"
    selection = asked["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert len(base64url_to_bytes(asked["user"]["id"])) == 32
    assert asked["excludeCredentials"] == []


def test_the_same_passkey_is_not_asked_for_twice(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    asked = ask(sign_in("triage"), "new")
    (excluded,) = asked["excludeCredentials"]
    assert excluded["id"] == json.loads(passkey.get(asked))["id"]


def test_adding_one_is_audited_and_ends_the_other_sessions(
    sign_in: Callable[[str], Client],
) -> None:
    other, browser = sign_in("triage"), sign_in("triage")
    answer = add_passkey(browser, Authenticator(), "  My \n telephone ")
    assert answer.headers["Location"] == _FACTORS
    page = browser.get(_FACTORS).content.decode()
    assert "The passkey is added." in page
    assert "My telephone" in page
    assert other.get("/staff/inbox/").headers["Location"] == "/staff/"
    assert [event.actor for event in audited("passkey.added")] == ["triage"]


def test_a_passkey_without_a_name_is_called_as_its_browser(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    browser.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
    add_passkey(browser, Authenticator(), "")
    assert Passkey.objects.get().name == "Firefox, Windows"


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost"},
        {"party": "evil.example"},
        {"verified": False},
        {"credential_id": b"x" * 1024},
    ],
)
def test_a_passkey_that_was_made_elsewhere_is_not_added(
    sign_in: Callable[[str], Client], bent: dict[str, Any]
) -> None:
    browser = sign_in("triage")
    answer = add_passkey(browser, Authenticator(**bent))
    assert _NOT_ADDED in browser.get(answer.headers["Location"]).content.decode()
    assert not Passkey.objects.exists()


_PACKED = (
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"%s",'
    '"attestationObject":"%s","authenticatorData":"AA","signature":"AA","userHandle":"%s"}}'
)
_GARBAGE = [
    "",
    "x",
    "{}",
    "[]",
    "null",
    "\0",
    "[" * 20_000,
    '{"id":"é","rawId":"é","type":"public-key","response":{}}',
    _PACKED % ("AA", "AA", "A"),
    _PACKED % ("e30", "gA", ""),
]


@pytest.mark.parametrize("answer", _GARBAGE)
def test_garbage_is_told_so(sign_in: Callable[[str], Client], answer: str) -> None:
    browser = sign_in("triage")
    ask(browser, "new")
    send(browser, "new", answer)
    assert _NOT_ADDED in browser.get(_FACTORS).content.decode()
    ask(browser, "confirm")
    assert _is_refused(browser, send(browser, "confirm", answer))
    ask(browser, "device")
    assert send(browser, "device", answer).headers["Location"] == "/staff/"
    stranger = _half_way()
    ask(stranger, "code")
    assert _is_refused(stranger, send(stranger, "code", answer))


def test_a_name_that_is_too_long_is_told_so(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    add_passkey(browser, Authenticator(), "x" * 61)
    assert "That name is too long." in browser.get(_FACTORS).content.decode()
    assert not Passkey.objects.exists()


def test_a_passkey_is_made_for_one_question_only(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    passkey = Authenticator()
    first = ask(browser, "new")
    ask(browser, "new")
    send(browser, "new", passkey.create(first))
    send(browser, "new", passkey.create(first))
    assert not Passkey.objects.exists()
    answer = passkey.create(ask(browser, "new"))
    send(browser, "new", answer)
    send(browser, "new", answer)
    assert Passkey.objects.count() == 1


def test_a_credential_of_somebody_else_is_not_added_again(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    browser = sign_in("editor")
    add_passkey(browser, Authenticator(credential_id=passkey.credential_id))
    assert _NOT_ADDED in browser.get(_FACTORS).content.decode()
    assert Passkey.objects.get().user == person()


def test_nobody_adds_a_passkey_without_a_fresh_factor(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    asked = ask(browser, "new")
    with later(5 * 60 + 1):
        for path in ("/staff/passkey/new/options/", "/staff/passkey/new/"):
            assert browser.post(path).headers["Location"].startswith("/staff/confirm/")
        send(browser, "new", Authenticator().create(asked))
    assert not Passkey.objects.exists()


def test_there_are_ten_at_most(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    for _number in range(11):
        add_passkey(browser, Authenticator())
    assert Passkey.objects.count() == 10
    assert "Remove one first." in browser.get(_FACTORS).content.decode()


def test_a_passkey_is_a_second_factor(passkey: Authenticator) -> None:
    browser = _half_way()
    page = browser.get("/staff/code/").content.decode()
    assert 'data-passkey="/staff/passkey/code/options/"' in page
    passkey.count = 1
    answer = prove(browser, "code", passkey)
    assert answer.headers["Location"] == "/staff/inbox/"
    assert browser.get("/staff/inbox/").status_code == 200
    assert Passkey.objects.get().sign_count == 1


def test_who_has_no_passkey_is_offered_none(people: None) -> None:
    assert "passkey" not in _half_way().get("/staff/code/").content.decode()


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:8001"},
        {"party": "evil.example"},
        {"verified": False},
        {"handle": b"somebody else"},
    ],
)
def test_a_proof_made_elsewhere_is_refused_and_audited(
    passkey: Authenticator, bent: dict[str, Any]
) -> None:
    for name, value in bent.items():
        setattr(passkey, name, value)
    browser = _half_way()
    assert _is_refused(browser, prove(browser, "code", passkey))
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/code/"
    assert [event.detail for event in audited("factor.wrong")] == [{"kind": "passkey"}]


def test_a_proof_by_another_key_is_refused(passkey: Authenticator) -> None:
    browser = _half_way()
    forged = Authenticator(credential_id=passkey.credential_id, handle=passkey.handle)
    assert _is_refused(browser, prove(browser, "code", forged))


def test_the_passkey_of_another_person_is_refused(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    browser = _half_way("editor")
    assert _is_refused(browser, prove(browser, "code", passkey))
    signed_in = sign_in("editor")
    assert _is_refused(signed_in, prove(signed_in, "confirm", passkey))


def test_an_answer_to_another_question_is_refused(passkey: Authenticator) -> None:
    browser, other = _half_way(), _half_way()
    answer = passkey.get(ask(other, "code"))
    ask(browser, "code")
    assert _is_refused(browser, send(browser, "code", answer))
    assert _is_refused(browser, send(browser, "code", passkey.get({"challenge": ""})))


def test_an_answer_is_good_once(passkey: Authenticator) -> None:
    browser = _half_way()
    answer = passkey.get(ask(browser, "code"))
    kept = {name: cookie.value for name, cookie in browser.cookies.items()}
    row = browser.session.session_key or ""
    data = Session.objects.get(session_key=row).session_data
    assert send(browser, "code", answer).headers["Location"] == "/staff/inbox/"
    # The same moment once more: a request that had read the session before the first one ended.
    Session.objects.create(
        session_key=row,
        session_data=data,
        expire_date=StaffSession.objects.latest("pk").session.expire_date,
    )
    again = new_browser()
    for name, value in kept.items():
        again.cookies[name] = value
    assert again.get("/staff/code/").status_code == 200
    assert _is_refused(again, send(again, "code", answer))


def test_a_question_for_one_thing_is_not_answered_for_another(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    browser = _half_way()
    answer = passkey.get(ask(browser, "device"))
    assert _is_refused(browser, send(browser, "code", answer))
    signed_in = sign_in("triage")
    answer = passkey.get(ask(signed_in, "device"))
    assert _is_refused(signed_in, send(signed_in, "confirm", answer))


def test_a_question_is_open_for_five_minutes(passkey: Authenticator) -> None:
    browser = _half_way()
    answer = passkey.get(ask(browser, "code"))
    with later(5 * 60 + 1):
        assert _is_refused(browser, send(browser, "code", answer))


def test_a_counter_that_goes_back_is_refused(passkey: Authenticator) -> None:
    passkey.count = 5
    assert prove(_half_way(), "code", passkey).headers["Location"] == "/staff/inbox/"
    for count in (5, 4, 0):
        passkey.count = count
        browser = _half_way()
        assert _is_refused(browser, prove(browser, "code", passkey))
    passkey.count = 6
    assert prove(_half_way(), "code", passkey).headers["Location"] == "/staff/inbox/"


def test_two_answers_with_one_counter_are_one(passkey: Authenticator) -> None:
    passkey.count = 5
    stale = Passkey.objects.get()
    passkeys._count_up(stale, 5)
    with pytest.raises(BadPasskey):
        passkeys._count_up(stale, 5)


@pytest.mark.parametrize("path", ["/staff/passkey/code/", "/staff/passkey/code/options/"])
def test_a_stranger_at_the_second_step_is_led_back(people: None, path: str) -> None:
    for method in (new_browser().get, new_browser().post):
        assert method(path).headers["Location"] == "/staff/"


@pytest.mark.parametrize("purpose", ["device", "code", "confirm", "new"])
def test_questions_and_answers_want_the_token_of_the_form(
    sign_in: Callable[[str], Client], purpose: str
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = sign_in("triage").cookies
    for path in (f"/staff/passkey/{purpose}/", f"/staff/passkey/{purpose}/options/"):
        assert browser.post(path).status_code == 403


def _fill_account(username: str = "triage") -> None:
    for number in range(10):
        give_password(new_browser(), username, "wrong", REMOTE_ADDR=f"192.0.{number}.1")


def test_a_passkey_gets_in_while_the_account_and_the_network_rest(passkey: Authenticator) -> None:
    _fill_account()
    for _number in range(100):
        throttle.take(throttle.PER_NETWORK, b"127.0.0.0/24")
    browser = new_browser()
    assert give_password(browser).status_code == 429
    answer = prove(browser, "device", passkey)
    assert answer.headers["Location"] == "/staff/"
    assert "Your passkey works." in browser.get("/staff/").content.decode()
    assert give_password(browser).headers["Location"] == "/staff/code/"
    assert prove(browser, "code", passkey).headers["Location"] == "/staff/inbox/"
    assert [event.actor for event in audited("device.known")] == ["triage"]


def test_a_passkey_alone_opens_nothing(passkey: Authenticator) -> None:
    browser = new_browser()
    prove(browser, "device", passkey)
    for path in ("/staff/inbox/", "/staff/code/", "/staff/account/"):
        assert browser.get(path).headers["Location"] == "/staff/"


def test_the_question_on_the_sign_in_page_names_nobody(people: None) -> None:
    before = ask(new_browser(), "device")
    assert before["allowCredentials"] == []
    assert set(before) == {
        "challenge", "timeout", "rpId", "allowCredentials", "userVerification"
    }  # fmt: skip


@pytest.mark.parametrize("bent", [{"handle": None}, {"origin": "x"}, {"verified": False}])
def test_a_bad_passkey_makes_no_device_known(passkey: Authenticator, bent: dict[str, Any]) -> None:
    for name, value in bent.items():
        setattr(passkey, name, value)
    known = KnownDevice.objects.count()
    browser = new_browser()
    assert _is_refused(browser, prove(browser, "device", passkey))
    assert COOKIE not in browser.cookies
    assert KnownDevice.objects.count() == known


def test_an_unknown_passkey_gets_the_same_answer_as_a_wrong_one(people: None) -> None:
    browser = new_browser()
    assert _is_refused(browser, prove(browser, "device", Authenticator(handle=b"x")))


def test_the_passkey_of_an_account_that_is_shut_opens_nothing(passkey: Authenticator) -> None:
    user = person()
    user.is_active = False
    user.save()
    browser = new_browser()
    assert _is_refused(browser, prove(browser, "device", passkey))


def test_a_passkey_makes_no_devices_without_end(passkey: Authenticator) -> None:
    for _number in range(5):
        prove(new_browser(), "device", passkey)
    browser = new_browser()
    prove(browser, "device", passkey)
    assert "Too many tries." in browser.get("/staff/").content.decode()
    assert COOKIE not in browser.cookies


def test_removing_a_passkey(sign_in: Callable[[str], Client], passkey: Authenticator) -> None:
    other, browser = sign_in("triage"), sign_in("triage")
    row = Passkey.objects.get()
    path = f"{_FACTORS}passkeys/{row.pk}/remove/"
    assert sign_in("editor").post(path).status_code == 404
    assert browser.get(path).headers["Location"] == _FACTORS
    assert Passkey.objects.exists()
    browser.post(path)
    assert not Passkey.objects.exists()
    assert browser.post(path).status_code == 404
    assert other.get("/staff/inbox/").headers["Location"] == "/staff/"
    assert [event.actor for event in audited("passkey.removed")] == ["triage"]


def test_the_last_factor_is_not_removed(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    browser = sign_in("triage")
    TotpDevice.objects.filter(user=person()).update(confirmed=False)
    path = f"{_FACTORS}passkeys/{Passkey.objects.get().pk}/remove/"
    browser.post(path)
    assert "your only second factor" in browser.get(_FACTORS).content.decode()
    assert Passkey.objects.exists()
    add_passkey(browser, Authenticator())
    browser.post(path)
    assert Passkey.objects.count() == 1


def test_a_removed_passkey_is_no_factor(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    browser = _half_way()
    Passkey.objects.all().delete()
    assert _is_refused(browser, prove(browser, "code", passkey))
    give_code(browser, right_code())
    assert _is_refused(browser, prove(browser, "confirm", passkey))


def test_the_script_is_loaded_where_it_is_needed_only(
    sign_in: Callable[[str], Client], passkey: Authenticator
) -> None:
    browser = sign_in("triage")
    for path, needed in {
        "/staff/account/": False,
        "/staff/account/sessions/": False,
        "/staff/inbox/": False,
        _FACTORS: True,
        "/staff/confirm/": True,
    }.items():
        assert ("passkeys.js" in browser.get(path).content.decode()) is needed, path
    assert "passkeys.js" in new_browser().get("/staff/").content.decode()
    assert "passkeys.js" not in _half_way("editor").get("/staff/code/").content.decode()


def test_without_script_no_passkey_button_shows(people: None) -> None:
    page = new_browser().get("/staff/").content.decode()
    (form,) = [tag for tag in re.findall(r"<form[^>]*>", page) if "data-passkey" in tag]
    assert form.endswith(" hidden>")
