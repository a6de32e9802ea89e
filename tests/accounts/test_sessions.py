"""How long a session lasts, the list of one's sessions, and what ends them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts import browsers, services, session, staff_sessions
from accounts.demonstration import PASSWORD
from accounts.keys import open_member_identity
from accounts.models import StaffSession
from accounts.unlocked import Unlocked
from tests.accounts.people import audited, give_password, later, new_browser, person, right_code

pytestmark = pytest.mark.django_db

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_LIST = "/staff/account/sessions/"


def _is_in(browser: Client) -> bool:
    return browser.get("/staff/inbox/").status_code == 200


def test_a_session_ends_after_thirty_minutes_without_use() -> None:
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    assert settings.SESSION_SAVE_EVERY_REQUEST
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_an_idle_session_is_over(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    row = StaffSession.objects.get().session
    assert row.expire_date - timezone.now() <= timedelta(minutes=30)
    row.expire_date = timezone.now() - timedelta(seconds=1)
    row.save()
    assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"


def test_a_session_in_use_is_over_after_twelve_hours(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    with later(12 * 3600 - 60):
        assert _is_in(browser)
    with later(12 * 3600):
        assert browser.get("/staff/inbox/").headers["Location"] == "/staff/"
        assert browser.get("/staff/account/").headers["Location"] == "/staff/"
        assert "Sign out" not in browser.get("/staff/").content.decode()
    assert not StaffSession.objects.exists()


def test_a_session_without_the_time_it_began_is_none(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    data = browser.session
    del data["began"]
    data.save()
    assert not _is_in(browser)


def test_a_new_factor_makes_the_session_no_longer(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    began = browser.session["began"]
    with later(3600):
        browser.post("/staff/confirm/", {"code": right_code()})
        assert browser.session["began"] == began
    with later(12 * 3600):
        assert not _is_in(browser)


def test_the_session_row_alone_opens_nothing(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    identity = open_member_identity(person(), PASSWORD)
    stored = str(dict(browser.session))
    assert identity.recipient not in stored
    assert "AGE-SECRET-KEY" not in stored.upper()
    thief = new_browser()
    thief.cookies["staff_session"] = browser.cookies["staff_session"].value
    assert not _is_in(thief)


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (_FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 10) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari/605.1.15", "Safari, Mac"),
        ("curl/8", ""),
        ("", ""),
        ("<script>Firefox/\0" * 9999, "Firefox"),
    ],
)
def test_a_browser_has_a_short_name(user_agent: str, label: str) -> None:
    assert browsers.label(user_agent) == label
    assert len(label) <= 60


def test_the_list_shows_ones_own_sessions_only(sign_in: Callable[[str], Client]) -> None:
    sign_in("editor")
    sign_in("triage")
    browser = sign_in("triage")
    page = browser.get(_LIST).content.decode()
    assert page.count('<th class="govuk-table__header" scope="row">') == 2
    assert page.count("this one") == 1


def test_the_list_tells_browser_and_times(people: None) -> None:
    browser = new_browser(**{"User-Agent": _FIREFOX})
    give_password(browser)
    browser.post("/staff/code/", {"code": right_code()})
    page = browser.get(_LIST).content.decode()
    assert "Firefox, Linux" in page
    row = StaffSession.objects.get()
    assert abs(staff_sessions.last_used(row) - timezone.now()) < timedelta(seconds=60)


def test_what_is_over_is_not_listed(sign_in: Callable[[str], Client]) -> None:
    sign_in("triage")
    row = StaffSession.objects.get()
    assert StaffSession.objects.live().count() == 1
    StaffSession.objects.update(began_at=timezone.now() - timedelta(hours=12))
    assert not StaffSession.objects.live().exists()
    StaffSession.objects.update(began_at=timezone.now())
    Session.objects.filter(pk=row.session_id).update(expire_date=timezone.now())
    assert not StaffSession.objects.live().exists()


def test_one_session_is_ended_from_another(sign_in: Callable[[str], Client]) -> None:
    lost, browser = sign_in("triage"), sign_in("triage")
    row = StaffSession.objects.get(session_id=lost.session.session_key)
    browser.post(f"{_LIST}{row.pk}/end/")
    assert "That session is over." in browser.get(_LIST).content.decode()
    assert not _is_in(lost)
    assert _is_in(browser)
    assert [event.actor for event in audited("session.ended")] == ["triage"]


def test_ending_this_session_is_signing_out(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    answer = browser.post(f"{_LIST}{StaffSession.objects.get().pk}/end/")
    assert answer.status_code == 302
    assert browser.cookies["staff_key"].value == ""
    assert not _is_in(browser)
    assert not StaffSession.objects.exists()


def test_the_session_of_somebody_else_is_not_ended(sign_in: Callable[[str], Client]) -> None:
    other, browser = sign_in("editor"), sign_in("triage")
    row = StaffSession.objects.get(user=person("editor"))
    for pk in (row.pk, 999_999, 0):
        assert browser.post(f"{_LIST}{pk}/end/").status_code == 404
    assert other.get("/staff/account/").status_code == 200
    assert not audited("session.ended")


def test_reading_an_address_ends_no_session(sign_in: Callable[[str], Client]) -> None:
    sign_in("triage")
    browser = sign_in("triage")
    for row in StaffSession.objects.all():
        assert browser.get(f"{_LIST}{row.pk}/end/").headers["Location"] == _LIST
    assert browser.get(f"{_LIST}others/end/").headers["Location"] == _LIST
    assert StaffSession.objects.count() == 2


def test_all_other_sessions_are_ended_at_once(sign_in: Callable[[str], Client]) -> None:
    others = [sign_in("triage"), sign_in("triage")]
    editor = sign_in("editor")
    browser = sign_in("triage")
    browser.post(f"{_LIST}others/end/")
    assert not any(_is_in(other) for other in others)
    assert _is_in(browser)
    assert editor.get("/staff/account/").status_code == 200


def test_a_new_password_ends_every_session(sign_in: Callable[[str], Client]) -> None:
    browsers_of = [sign_in("triage"), sign_in("triage")]
    user = person()
    services.change_password(Unlocked(user, open_member_identity(user, PASSWORD)), "a new password")
    assert not any(_is_in(browser) for browser in browsers_of)


def test_a_session_renewed_after_a_new_password_lasts_no_longer(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    began = browser.session["began"]
    request = browser.get("/staff/account/").wsgi_request
    request.COOKIES.update({name: cookie.value for name, cookie in browser.cookies.items()})
    user = person()
    unlocked = Unlocked(user, open_member_identity(user, PASSWORD))
    services.change_password(unlocked, "a new password")
    response = HttpResponse()
    with later(600):
        session.renew(request, response, unlocked)
    request.session.save()
    assert request.session["began"] == began
    browser.cookies["staff_session"] = session.key_of(request)
    browser.cookies["staff_key"] = response.cookies["staff_key"].value
    assert _is_in(browser)
    assert StaffSession.objects.get().session_id == request.session.session_key


def test_sessions_that_are_over_are_deleted_when_somebody_signs_in(
    sign_in: Callable[[str], Client],
) -> None:
    sign_in("editor")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    sign_in("triage")
    assert [row.user for row in StaffSession.objects.all()] == [person()]
    assert Session.objects.count() == 1
