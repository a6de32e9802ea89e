"""Notices of danger: to whom, how soon, and how many."""

import secrets
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.notices import rounds
from reports.inbox.notices.waiting import untold_danger
from reports.inbox.services import record_view
from reports.models import Away, Notice, NoticeChoice, Report
from tests.member import found_partner
from tests.sender import Sender

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Any) -> None:
    settings.MAIL_IS_ON = True
    settings.NOTICE_HOURS = (8, 14)


@pytest.fixture
def triage(people: None) -> User:
    return _wants_mail("triage")


def _wants_mail(username: str, **wanted: bool) -> User:
    user = User.objects.get(username=username)
    NoticeChoice.objects.create(member=user, address=f"{username}@example.org", **wanted)
    return user


def _round(now: datetime) -> list[str]:
    """To whom mails go in a round of the worker at this time."""
    mail.outbox.clear()
    rounds.queue_danger(now)
    rounds.send_waiting(now)
    return sorted(to for message in mail.outbox for to in message.to)


def _rounds(now: datetime, minutes: int) -> list[str]:
    """The same in a round now and in each minute after it, up to this one."""
    return [to for minute in range(minutes + 1) for to in _round(now + timedelta(minutes=minute))]


def test_danger_is_told_within_minutes_and_once(sender: Sender, triage: User) -> None:
    now = timezone.localtime()
    assert _rounds(now, 5) == []
    sender.send(danger="yes")
    assert _rounds(now, 5) == ["triage@example.org"]
    assert _rounds(now + timedelta(minutes=6), 60) == []
    assert not untold_danger().exists()


def test_the_delay_of_danger_is_random(sender: Sender, triage: User, monkeypatch: Any) -> None:
    now = timezone.localtime()
    sender.send(danger="yes")
    monkeypatch.setattr(secrets, "randbelow", {300: 170}.__getitem__)
    assert _rounds(now, 2) == []
    assert _rounds(now + timedelta(minutes=3), 0) == ["triage@example.org"]


def test_all_members_are_told_at_one_time_that_is_not_the_sender_s(
    sender: Sender, triage: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda _below: 170)
    _wants_mail("lead")
    now = timezone.localtime()
    sender.send(danger="yes")
    rounds.queue_danger(now)
    due = Notice.objects.values_list("due", "next_try")
    assert list(due) == [(now + timedelta(seconds=170),) * 2] * 2


def test_more_dangers_while_a_notice_waits_are_one_notice(
    sender: Sender, triage: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda _below: 290)
    now = timezone.localtime()
    sender.send(danger="yes")
    assert _round(now) == []
    sender.send("Somebody else is locked in.", danger="yes")
    assert _rounds(now + timedelta(minutes=1), 60) == ["triage@example.org"]
    assert not untold_danger().exists()


def test_danger_after_a_notice_is_told_within_minutes_too(sender: Sender, triage: User) -> None:
    now = timezone.localtime()
    sender.send(danger="yes")
    assert len(_rounds(now, 5)) == 1
    sender.send("Somebody else is locked in.", danger="yes")
    assert len(_rounds(now + timedelta(minutes=5), 5)) == 1


def test_a_sender_who_says_danger_again_and_again_sends_a_mail_in_five_minutes_at_most(
    sender: Sender, triage: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda _below: 0)
    now = timezone.localtime()
    sender.send(danger="yes")
    went_out = []
    for minute in range(21):
        Report.objects.get().change(alarmed=False)
        if _round(now + timedelta(minutes=minute)):
            went_out.append(minute)
    assert went_out == [0, 5, 10, 15, 20]


def test_a_notice_that_does_not_go_out_stays_the_only_one(
    sender: Sender, triage: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    now = timezone.localtime()
    sender.send(danger="yes")
    _rounds(now, 10)
    sender.send("Somebody else is locked in.", danger="yes")
    _rounds(now + timedelta(minutes=11), 10)
    assert Notice.objects.get().tries > 1


@pytest.mark.parametrize("wanted", [None, {"at_danger": False}])
def test_danger_of_which_nobody_wants_notice_does_not_count_as_told(
    sender: Sender, people: None, wanted: dict[str, bool] | None
) -> None:
    if wanted:
        _wants_mail("lead", **wanted)
    now = timezone.localtime()
    sender.send(danger="yes")
    assert _rounds(now, 5) == []
    assert not Report.objects.get().alarmed
    _wants_mail("triage")
    assert _rounds(now + timedelta(minutes=6), 5) == ["triage@example.org"]
    assert Report.objects.get().alarmed


def test_danger_is_told_to_nobody_who_cannot_read_the_tip(
    sender: Sender, people: None, lead: Unlocked
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    for username in ("editor", "publisher"):
        _wants_mail(username)
    now = timezone.localtime()
    sender.send(danger="yes")
    assert _rounds(now, 5) == []
    assert not Report.objects.get().alarmed
    _wants_mail("triage")
    assert _rounds(now + timedelta(minutes=6), 5) == ["triage@example.org"]


def test_danger_said_again_after_it_was_read_is_told_again(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    now = timezone.localtime()
    code = sender.send(danger="yes")
    _rounds(now, 5)
    record_view(unlocked_triage, Report.objects.get())
    sender.come_back(code)
    sender.press("danger", "/reply/")
    assert _rounds(now + timedelta(minutes=6), 5) == ["triage@example.org"]


def test_danger_that_is_withdrawn_or_read_is_not_told(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    now = timezone.localtime()
    sender.send(danger="yes")
    Report.objects.update(withdrawn_on=timezone.localdate())
    assert _rounds(now, 5) == []
    Report.objects.update(withdrawn_on=None)
    record_view(unlocked_triage, Report.objects.get())
    assert _rounds(now, 5) == []


def test_danger_calls_who_is_there_and_when_all_are_away_everybody(
    sender: Sender, triage: User
) -> None:
    lead = _wants_mail("lead")
    now = timezone.localtime()
    days = {"first": now.date(), "last": now.date() + timedelta(days=1)}
    Away.objects.create(member=triage, **days)
    sender.send(danger="yes")
    assert _rounds(now, 5) == ["lead@example.org"]
    Away.objects.create(member=lead, **days)
    sender.send("Somebody else is locked in.", danger="yes")
    assert sorted(_rounds(now + timedelta(minutes=10), 5)) == [
        "lead@example.org",
        "triage@example.org",
    ]


def test_without_a_mail_server_nothing_is_queued(
    sender: Sender, triage: User, settings: Any
) -> None:
    settings.MAIL_IS_ON = False
    sender.send(danger="yes")
    for _minute in range(20):
        rounds.give_notice()
    assert not Notice.objects.exists()
    assert not mail.outbox
    assert untold_danger().exists()
