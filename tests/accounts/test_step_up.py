"""The second factor once more before what cannot be undone."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client

from accounts import recovery_codes
from accounts.addresses import page_to_return_to
from accounts.gate import Gate, needs, needs_sign_in
from accounts.models import RecoveryCode
from accounts.roles import Role
from tests.accounts.authenticator import Authenticator, add_passkey, ask, prove
from tests.accounts.people import (
    WRONG_CODE,
    audited,
    give_password,
    later,
    new_browser,
    person,
    right_code,
    wrong_code,
)

pytestmark = pytest.mark.django_db

_FACTORS = "/staff/account/factors/"
_STALE = 5 * 60 + 1


def _confirm(browser: Client, code: str, page: str = _FACTORS, **query: str) -> Any:
    address = "/staff/confirm/?" + urlencode({"next": page, **query})
    return browser.post(address, {"code": code})


def _next_of(answer: Any) -> str:
    address = urlsplit(str(answer.headers["Location"]))
    assert address.path == "/staff/confirm/"
    return str(parse_qs(address.query)["next"][0])


def test_a_factor_is_fresh_for_five_minutes(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    with later(5 * 60 - 1):
        assert browser.get(_FACTORS).status_code == 200
    with later(_STALE):
        assert _next_of(browser.get(_FACTORS)) == _FACTORS


def test_a_right_code_leads_back_to_the_page(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    with later(_STALE):
        address = browser.get(_FACTORS + "?a=b").headers["Location"]
        assert "Nothing was done yet." in browser.get(address).content.decode()
        answer = browser.post(address, {"code": right_code()})
        assert answer.headers["Location"] == _FACTORS + "?a=b"
        assert browser.get(_FACTORS).status_code == 200
    assert [event.actor for event in audited("factor.confirmed")] == ["triage"]


def test_what_is_sent_too_late_is_not_done(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    with later(_STALE):
        answer = browser.post(
            _FACTORS + "codes/", headers={"Referer": f"http://testserver{_FACTORS}?x=1"}
        )
        assert _next_of(answer) == _FACTORS + "?x=1"
        assert not RecoveryCode.objects.exists()
        _confirm(browser, right_code())
        assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize(
    "referer",
    ["", "http://evil.example/staff/inbox/", "http://testserver/en/", "http://testserver/staff/",
     "http://testserver/staff/confirm/?next=x", "x", "http://[", "http://testserver/staff/%2e%2e/x"],
)  # fmt: skip
def test_without_a_form_of_ours_one_comes_back_to_the_address(
    sign_in: Callable[[str], Client], referer: str
) -> None:
    browser = sign_in("triage")
    with later(_STALE):
        answer = browser.post(_FACTORS + "codes/", headers={"Referer": referer})
        assert _next_of(answer) == _FACTORS + "codes/"
        assert _confirm(browser, right_code(), _FACTORS + "codes/").status_code == 302
        assert browser.get(_FACTORS + "codes/").headers["Location"] == _FACTORS


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example/staff/",
        "/staff//evil.example",
        "/staff/\\evil.example",
        "/staff/../leave",
        "/staff/%2e%2e/leave",
        "/staff/..%2fleave",
        "/staff/a/%2E./%2e%2e/x",
        "/staff/%5c..%5cleave",
        "/staff/\n/x",
        "/staff/\t",
        "\t//evil.example",
        "javascript:alert(1)",
        "/en/",
        "/staff",
        "staff/",
        "/staffing/",
        "/staff/confirm/",
        "/staff/confirm/?next=/staff/confirm/",
        "/staff/é",
        "/staff/" + "x" * 600,
        "",
    ],
)
def test_other_addresses_are_not_led_to(sign_in: Callable[[str], Client], page: str) -> None:
    assert page_to_return_to(page) == "/staff/"
    answer = _confirm(sign_in("triage"), right_code(), page)
    assert answer.headers["Location"] == "/staff/"


@pytest.mark.parametrize(
    "page", ["/staff/inbox/", "/staff/cms/pages/3/edit/?x=%2F..%2F", "/staff/"]
)
def test_pages_of_ours_are_led_to(page: str) -> None:
    assert page_to_return_to(page) == page


def test_a_wrong_a_used_and_another_persons_code_do_not_confirm(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    with later(_STALE):
        used = right_code()
        _confirm(browser, used)
    with later(2 * _STALE):
        for code in (used, wrong_code(), right_code("editor")):
            assert WRONG_CODE in _confirm(browser, code).content.decode()
        assert _next_of(browser.get(_FACTORS)) == _FACTORS
    assert len(audited("factor.wrong")) == 3


def test_confirming_is_throttled_as_signing_in_is(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    for _number in range(5):
        _confirm(browser, wrong_code())
    answer = _confirm(browser, right_code())
    assert answer.status_code == 429
    assert "Too many tries. Wait 15 minutes" in answer.content.decode()


def test_a_recovery_code_confirms_once(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    code = recovery_codes.make(person())[0]
    with later(_STALE):
        answer = _confirm(browser, code, recovery="1")
        assert answer.headers["Location"] == _FACTORS
        assert browser.get(_FACTORS).status_code == 200
    with later(2 * _STALE):
        assert "not right" in _confirm(browser, code, recovery="1").content.decode()
    assert audited("recovery_code.used")


def test_the_other_way_keeps_the_page(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("triage").get("/staff/confirm/?next=/staff/inbox/").content.decode()
    assert 'href="?next=%2Fstaff%2Finbox%2F&amp;recovery=1"' in page


def test_a_passkey_confirms(sign_in: Callable[[str], Client]) -> None:
    passkey = Authenticator()
    browser = sign_in("triage")
    add_passkey(browser, passkey)
    with later(_STALE):
        page = browser.get("/staff/confirm/?next=/staff/account/").content.decode()
        assert '<input type="hidden" name="next" value="/staff/account/">' in page
        answer = prove(browser, "confirm", passkey, next=_FACTORS)
        assert answer.headers["Location"] == _FACTORS
        assert browser.get(_FACTORS).status_code == 200
        answer = prove(browser, "confirm", passkey, next="//evil.example/")
        assert answer.headers["Location"] == "/staff/"


def test_a_wrong_passkey_leads_back_and_keeps_the_page(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    ask(browser, "confirm")
    answer = prove(browser, "confirm", Authenticator(), next=_FACTORS)
    assert _next_of(answer) == _FACTORS
    with later(_STALE):
        assert browser.get(_FACTORS).status_code == 302


def test_half_way_nobody_confirms(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    assert _confirm(browser, right_code()).headers["Location"] == "/staff/code/"


@pytest.mark.parametrize("clock", [-3600, 12 * 3600])
def test_a_clock_that_was_moved_makes_nothing_fresh(
    sign_in: Callable[[str], Client], clock: int
) -> None:
    browser = sign_in("triage")
    with later(clock):
        assert browser.get(_FACTORS).status_code == 302


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_role_is_asked_for_before_the_factor(sign_in: Callable[[str], Client]) -> None:
    """Who lacks the role does not learn that there is a page that wants a factor."""
    request = sign_in("triage").get("/staff/account/").wsgi_request
    request.session["factor_at"] = 0
    gate = Gate(lambda _request: HttpResponse())
    with pytest.raises(Http404):
        gate.process_view(request, needs(Role.EDITOR, fresh=True)(lambda _r: None))
    answer = gate.process_view(request, needs(Role.TRIAGE, fresh=True)(lambda _r: None))
    assert answer is not None
    assert _next_of(answer) == "/staff/account/"
    assert gate.process_view(request, needs(Role.TRIAGE)(lambda _r: None)) is None


def test_the_marks() -> None:
    assert needs_sign_in(_view) is _view
    assert _view.signed_in_suffices  # type: ignore[attr-defined]
    assert not _view.needs_fresh_factor  # type: ignore[attr-defined]
    assert needs_sign_in(fresh=True)(_view).needs_fresh_factor  # type: ignore[attr-defined]
