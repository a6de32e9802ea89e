"""When members are away."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from reports.inbox.away import back_on
from reports.models import Away

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_PAGE = "/staff/inbox/away/"


def _in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _days(first: int, last: int) -> dict[str, str]:
    return {"first": _in(first).isoformat(), "last": _in(last).isoformat()}


def test_a_member_says_when_they_are_away_and_others_see_it(sign_in: SignIn) -> None:
    triage = sign_in("triage")
    triage.post(_PAGE, _days(0, 3))
    period = Away.objects.get()
    assert (period.member.username, period.first, period.last) == ("triage", _in(0), _in(3))
    assert "Your days" in triage.get(_PAGE).content.decode()
    page = sign_in("lead").get(_PAGE).content.decode()
    assert "Other members" in page
    assert period.member.full_name in page
    assert back_on([period.member], _in(3)) == {period.member.pk: _in(3)}
    assert back_on([period.member], _in(4)) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "", "last": ""},
        {"first": "2099-05-02", "last": "2099-05-01"},
        {"first": "2020-05-01", "last": "2020-05-02"},
        {"first": "2099-02-30", "last": "2099-03-01"},
        {"first": "soon", "last": "later"},
    ],
)
def test_days_that_cross_or_are_over_are_refused(sign_in: SignIn, wrong: dict[str, str]) -> None:
    page = sign_in("triage").post(_PAGE, wrong)
    assert "There is a problem" in page.content.decode()
    assert not Away.objects.exists()


def test_the_same_days_twice_are_kept_once(sign_in: SignIn) -> None:
    triage = sign_in("triage")
    for _time in range(2):
        triage.post(_PAGE, _days(1, 2))
    assert Away.objects.count() == 1


def test_somebody_else_s_days_are_not_taken_back(sign_in: SignIn) -> None:
    triage = sign_in("triage")
    lead = User.objects.get(username="lead")
    period = Away.objects.create(member=lead, first=_in(0), last=_in(1))
    answer = triage.post(f"{_PAGE}{period.pk}/remove/")
    assert answer.status_code == 404
    assert Away.objects.exists()


def test_own_days_are_taken_back(sign_in: SignIn) -> None:
    triage = sign_in("triage")
    triage.post(_PAGE, _days(0, 1))
    triage.post(f"{_PAGE}{Away.objects.get().pk}/remove/")
    assert not Away.objects.exists()


def test_very_many_periods_are_refused(sign_in: SignIn) -> None:
    triage = User.objects.get(username="triage")
    Away.objects.bulk_create([Away(member=triage, first=_in(n), last=_in(n)) for n in range(1, 51)])
    page = sign_in("triage").post(_PAGE, _days(60, 61))
    assert "more than can be kept" in page.content.decode()
    assert Away.objects.count() == 50


def test_an_editor_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("editor").get(_PAGE).status_code == 404
