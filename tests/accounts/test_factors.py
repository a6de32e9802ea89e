"""Changing one's second factors."""

import base64
import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts import services, totp
from accounts.keys import open_totp_secret
from accounts.models import StaffSession, TotpDevice, User
from tests.accounts.people import (
    audited,
    give_code,
    give_password,
    new_browser,
    person,
    right_code,
    wrong_code,
)

pytestmark = pytest.mark.django_db

_FACTORS = "/staff/account/factors/"
_APP = "/staff/account/factors/app/"


def _secret(page: str) -> bytes:
    found = re.search(r'mh-secret">([A-Z2-7 ]+)<', page)
    assert found
    return base64.b32decode(found.group(1).replace(" ", ""))


def _waiting_code() -> str:
    return totp.current_code_of_waiting(person())


def test_reading_the_page_makes_no_secret(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    assert browser.get(_APP).headers["Location"] == _FACTORS
    assert totp.waiting_secret(person()) is None


def test_the_secret_is_made_once_and_shown_as_picture_and_text(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    assert browser.post(_APP).headers["Location"] == _APP
    first = browser.get(_APP)
    secret = _secret(first.content.decode())
    assert "data:image/svg" in first.content.decode()
    assert first.headers["Cache-Control"] == "no-store, private"
    assert len(secret) == 20
    browser.post(_APP)
    assert _secret(browser.get(_APP).content.decode()) == secret == totp.waiting_secret(person())
    assert "waits for its first code" in browser.get(_FACTORS).content.decode()


def test_the_secret_is_sealed_at_rest(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    browser.post(_APP)
    secret = _secret(browser.get(_APP).content.decode())
    sealed = bytes(TotpDevice.objects.get(user=person()).sealed_next or b"")
    assert secret not in sealed
    assert open_totp_secret(sealed, user=person()) == secret


def test_until_its_first_code_the_old_app_works_and_the_new_one_does_not(
    sign_in: Callable[[str], Client],
) -> None:
    sign_in("triage").post(_APP)
    browser = new_browser()
    give_password(browser)
    assert give_code(browser, _waiting_code()).status_code == 200
    assert give_code(browser, right_code()).headers["Location"] == "/staff/inbox/"


def test_its_first_code_sets_the_new_app_to_work(sign_in: Callable[[str], Client]) -> None:
    other, browser = sign_in("triage"), sign_in("triage")
    browser.post(_APP)
    old, new = right_code(), _waiting_code()
    assert browser.post(_APP, {"code": new}).headers["Location"] == _FACTORS
    assert totp.waiting_secret(person()) is None
    assert other.get("/staff/inbox/").headers["Location"] == "/staff/"
    assert browser.get("/staff/inbox/").status_code == 200
    assert StaffSession.objects.count() == 1
    assert [event.actor for event in audited("authenticator.confirmed")] == ["triage"]
    half_way = new_browser()
    give_password(half_way)
    assert give_code(half_way, old).status_code == 200
    # The code that set it to work is used up, too.
    assert give_code(half_way, new).status_code == 200
    assert give_code(half_way, right_code()).headers["Location"] == "/staff/inbox/"


@pytest.mark.parametrize("code", ["", "1", "x" * 6, None])
def test_a_wrong_first_code_is_told_so_and_changes_nothing(
    sign_in: Callable[[str], Client], code: str | None
) -> None:
    browser = sign_in("triage")
    browser.post(_APP)
    secret = totp.waiting_secret(person())
    given = code if code is not None else f"{(int(_waiting_code()) + 500_000) % 1_000_000:06d}"
    answer = browser.post(_APP, {"code": given})
    assert "<title>Error: " in answer.content.decode()
    assert totp.waiting_secret(person()) == secret == _secret(answer.content.decode())
    assert not audited("authenticator.confirmed")


def test_a_code_of_the_old_app_does_not_set_the_new_one_to_work(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    browser.post(_APP)
    assert browser.post(_APP, {"code": right_code()}).status_code == 200
    assert totp.waiting_secret(person()) is not None


def test_a_code_without_a_waiting_app_does_nothing(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    assert browser.post(_APP, {"code": wrong_code()}).headers["Location"] == _FACTORS
    assert not totp.use_waiting(person(), right_code())


def test_the_first_app_of_an_account_counts_from_its_first_code(db: None) -> None:
    user: User = services.open_account(by=None, username="new", full_name="New")
    services.offer_totp(user)
    secret = totp.waiting_secret(user)
    services.offer_totp(user)
    assert totp.waiting_secret(user) == secret
    user = person("new")
    code = totp.current_code_of_waiting(user)
    assert not totp.use_code(user, code)
    assert totp.use_waiting(user, code)
    assert not totp.use_waiting(user, code)
    assert TotpDevice.objects.get(user=user).confirmed


def test_what_the_picture_says() -> None:
    address = totp.address_of(b"k" * 20, username="maria lopes")
    assert address.startswith("otpauth://totp/Mahon%3Amaria%20lopes?secret=NNVWW")
    assert address.endswith("&issuer=Mahon")
    assert totp.grouped(b"k" * 20).split() == ["NNVW", "W23L"] * 4


def test_a_stranger_changes_nothing(people: None) -> None:
    for path in (_FACTORS, _APP, _FACTORS + "codes/"):
        for method in (new_browser().get, new_browser().post):
            assert method(path).headers["Location"] == "/staff/"
