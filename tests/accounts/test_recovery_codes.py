"""Codes on paper: each once, each one person's, only marks in the table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts import recovery_codes
from accounts.models import RecoveryCode, StaffSession
from tests.accounts.people import audited, give_password, new_browser, person

pytestmark = pytest.mark.django_db

_WRONG = "That recovery code is not right, or it was used before."


def _give(browser: Client, code: str) -> Any:
    return browser.post("/staff/code/?recovery=1", {"code": code})


def _half_way(username: str = "triage") -> Client:
    browser = new_browser()
    give_password(browser, username)
    return browser


def test_ten_codes_of_fifty_bits_without_look_alikes(people: None) -> None:
    codes = recovery_codes.make(person())
    assert len(set(codes)) == 10
    for code in codes:
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code)


def test_the_table_keeps_marks_only(people: None) -> None:
    codes = recovery_codes.make(person())
    for row in RecoveryCode.objects.all():
        assert len(bytes(row.digest)) == 32
        assert not any(code.replace("-", "").encode() in bytes(row.digest) for code in codes)


def test_a_code_lets_its_owner_in_once(people: None) -> None:
    code = recovery_codes.make(person())[3]
    browser = _half_way()
    assert _give(browser, code).headers["Location"] == "/staff/inbox/"
    page = browser.get("/staff/inbox/").content.decode()
    assert "You used a recovery code. 9 are left." in page
    answer = _give(_half_way(), code)
    assert _WRONG in answer.content.decode()
    (event,) = audited("recovery_code.used")
    assert (event.actor, event.detail) == ("triage", {"left": 9})
    assert [event.detail["kind"] for event in audited("factor.wrong")] == ["recovery code"]


@pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c} "])
def test_a_code_is_read_as_people_write_it(people: None, change: Callable[[str], str]) -> None:
    assert recovery_codes.use(person(), change(recovery_codes.make(person())[0]))


def test_what_looks_alike_is_read_as_what_is_meant(people: None) -> None:
    user = person()
    row = RecoveryCode(user=user, digest=recovery_codes._digest(user, "0011223344"))
    row.save()
    assert recovery_codes.use(user, "oOil2-23344")


@pytest.mark.parametrize(
    "code", ["AAAAA-AAAAA", "x", "1234567890123456789012345", "AAAAA-AAAAİ", "ﬁ"]
)
def test_a_wrong_code_is_told_so(people: None, code: str) -> None:
    recovery_codes.make(person())
    answer = _give(_half_way(), code)
    assert answer.status_code == 200
    assert _WRONG in answer.content.decode()
    assert recovery_codes.left(person()) == 10


def test_the_code_of_somebody_else_is_wrong_and_stays(people: None) -> None:
    code = recovery_codes.make(person("editor"))[0]
    recovery_codes.make(person())
    assert _WRONG in _give(_half_way(), code).content.decode()
    assert recovery_codes.left(person("editor")) == 10


def test_recovery_codes_share_the_tries_of_the_second_factor(people: None) -> None:
    code = recovery_codes.make(person())[0]
    browser = _half_way()
    for _number in range(5):
        _give(browser, "AAAAA-AAAAA")
    assert _give(browser, code).status_code == 429
    assert recovery_codes.left(person()) == 10


def test_a_recovery_code_in_the_field_of_the_app_does_nothing(people: None) -> None:
    code = recovery_codes.make(person())[0]
    answer = _half_way().post("/staff/code/", {"code": code})
    assert "The code has 6 digits." in answer.content.decode()
    assert recovery_codes.left(person()) == 10


def test_new_codes_are_shown_once_and_the_old_ones_are_over(
    sign_in: Callable[[str], Client],
) -> None:
    old = recovery_codes.make(person())[0]
    browser = sign_in("triage")
    assert browser.get("/staff/account/factors/codes/").headers["Location"].endswith("/factors/")
    assert recovery_codes.left(person()) == 10
    page = browser.post("/staff/account/factors/codes/")
    assert page.headers["Cache-Control"] == "no-store, private"
    codes = re.findall(r"<li>(\w{5}-\w{5})</li>", page.content.decode())
    assert len(codes) == 10
    assert not recovery_codes.use(person(), old)
    overview = browser.get("/staff/account/factors/").content.decode()
    assert "10 codes are left." in overview
    assert not any(code in overview for code in codes)
    assert recovery_codes.use(person(), codes[9])
    assert len(audited("recovery_codes.made")) == 1


def test_new_codes_end_the_other_sessions(sign_in: Callable[[str], Client]) -> None:
    other, browser = sign_in("triage"), sign_in("triage")
    browser.post("/staff/account/factors/codes/")
    assert other.get("/staff/inbox/").headers["Location"] == "/staff/"
    assert browser.get("/staff/inbox/").status_code == 200
    assert StaffSession.objects.count() == 1
