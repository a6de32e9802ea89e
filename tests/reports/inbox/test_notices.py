"""Notices by mail: at fixed hours, always alike, and sooner for danger."""

import email
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from portal.management.commands.work import JOBS
from reports.inbox.notices import rounds
from reports.inbox.notices.letter import letter
from reports.inbox.notices.waiting import waits_for
from reports.inbox.services import assign, record_view, reply_to_sender
from reports.models import Away, Notice, NoticeChoice, Report, SavedView
from tests.mail_server import MailServer, mail_server
from tests.member import intake_agency
from tests.reports.inbox.tips import days_ago, make_tip
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_LEADS_PAGE = "/staff/inbox/notices/sent/"
_MORNING = datetime(2026, 11, 25, 8, 1)  # noqa: DTZ001 made aware below


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Any) -> None:
    settings.MAIL_IS_ON = True
    settings.NOTICE_HOURS = (8, 14)


@pytest.fixture
def triage(people: None) -> User:
    user = User.objects.get(username="triage")
    NoticeChoice.objects.create(member=user, address="ana@example.org")
    return user


def _at(moment: datetime) -> datetime:
    return timezone.make_aware(moment)


def _round(now: datetime) -> list[Any]:
    """What goes out in a round of the worker at this time, but for danger."""
    mail.outbox.clear()
    rounds.queue_fixed(now)
    rounds.send_waiting(now)
    return list(mail.outbox)


def _raw(message: Any) -> bytes:
    return bytes(re.sub(rb"\nDate: [^\n]*", b"\nDate: x", message.message().as_bytes()))


def test_the_worker_gives_notice() -> None:
    assert rounds.give_notice in JOBS


def test_at_a_fixed_hour_a_mail_goes_out_once(triage: User) -> None:
    assert [m.to for m in _round(_at(_MORNING))] == [["ana@example.org"]]
    assert _round(_at(_MORNING) + timedelta(minutes=1)) == []
    assert len(_round(_at(_MORNING) + timedelta(hours=6))) == 1  # at 14:01


def test_between_the_hours_and_long_after_them_nothing_goes_out(triage: User) -> None:
    assert _round(_at(_MORNING.replace(hour=7))) == []
    assert _round(_at(_MORNING.replace(hour=11))) == []


def test_a_mail_is_the_same_length_whether_something_waits_or_not(triage: User) -> None:
    for language in ("tet", "pt", "en", "id"):
        triage.language = language
        kinds = [
            letter(triage, "ana@example.org", something=something, urgent=urgent)
            for something, urgent in ((False, False), (True, False), (True, True))
        ]
        assert len({m.subject for m in kinds}) == 1
        assert len({m.body for m in kinds}) == 3
        assert len({len(_raw(m)) for m in kinds}) == 1


def test_a_mail_says_nothing_of_a_tip(sender: Sender, triage: User) -> None:
    sender.send(danger="yes")
    tip = Report.objects.get()
    (message,) = _round(_at(_MORNING))
    said = message.subject + message.body + str(message.message())
    for secret in (STORY[:20], tip.reference, str(tip.pk), "Dili", "danger", "http"):
        assert secret not in said
    assert not re.search(r"[0-9]", message.subject + message.body)  # how many


def test_something_waits_while_a_tip_is_unread_or_due(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    today = timezone.localdate()
    assert not waits_for(triage, today)
    sender.send()
    assert waits_for(triage, today)
    tip = Report.objects.get()
    record_view(unlocked_triage, tip)
    assert not waits_for(triage, today)
    assign(unlocked_triage, tip, triage)
    assert not waits_for(triage, today)
    tip.refresh_from_db()
    assert tip.answer_by
    assert waits_for(triage, tip.answer_by)
    reply_to_sender(unlocked_triage, tip, text="Which house is it?", once="1")
    assert not waits_for(triage, tip.answer_by)


def test_what_is_somebody_else_s_does_not_wait_for_me(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    sender.send()
    assign(unlocked_triage, Report.objects.get(), User.objects.get(username="lead"))
    assert not waits_for(triage, timezone.localdate())


def test_a_saved_view_that_asks_for_notices_makes_something_wait(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    sender.send()
    assign(unlocked_triage, Report.objects.get(), User.objects.get(username="lead"))
    today = timezone.localdate()
    view = SavedView.objects.create(
        owner=triage, agency=intake_agency(), name="Of the lead", query="assignee=lead"
    )
    assert not waits_for(triage, today)
    view.told.add(triage)
    assert waits_for(triage, today)
    view.query = "assignee=nobody"
    view.save()
    assert not waits_for(triage, today)


def _read_tip(**fields: Any) -> Report:
    """A tip that was read, and whose answer was due yesterday."""
    known = {"unread": False, "acknowledged_on": days_ago(3), "answer_by": days_ago(1)}
    return make_tip(**{**known, **fields})


def test_what_is_late_and_nobody_s_waits_for_everybody(triage: User) -> None:
    today = timezone.localdate()
    tip = _read_tip()
    lead = User.objects.get(username="lead")
    assert waits_for(triage, today)
    assert waits_for(lead, today)
    tip.change(answered_on=today)
    assert not waits_for(triage, today)


@pytest.mark.parametrize("fields", [{}, {"unread": True, "answer_by": None}])
def test_what_is_of_somebody_away_waits_for_the_others(
    triage: User, fields: dict[str, Any]
) -> None:
    today = timezone.localdate()
    lead = User.objects.get(username="lead")
    _read_tip(assignee=lead, **fields)
    assert not waits_for(triage, today)
    Away.objects.create(member=lead, first=today, last=today)
    assert waits_for(triage, today)
    assert waits_for(lead, today)
    assert not waits_for(User.objects.get(username="editor"), today)


@pytest.mark.parametrize("query", ["view=overdue", "due=overdue", "assignee=lead"])
def test_a_saved_view_asks_for_what_is_late_and_read(triage: User, query: str) -> None:
    today = timezone.localdate()
    _read_tip(assignee=User.objects.get(username="lead"))
    view = SavedView.objects.create(owner=triage, agency=intake_agency(), name="x", query=query)
    assert not waits_for(triage, today)
    view.told.add(triage)
    assert waits_for(triage, today)
    Report.objects.get().change(answer_by=today + timedelta(days=1))
    assert not waits_for(triage, today)


def test_a_saved_view_asks_for_what_is_due_today(triage: User) -> None:
    today = timezone.localdate()
    _read_tip(assignee=User.objects.get(username="lead"), answer_by=today)
    view = SavedView.objects.create(
        owner=triage, agency=intake_agency(), name="Today", query="due=today"
    )
    view.told.add(triage)
    assert waits_for(triage, today)


def test_a_view_that_is_not_shared_any_more_or_sealed_tells_nobody_else(triage: User) -> None:
    today = timezone.localdate()
    lead = User.objects.get(username="lead")
    _read_tip(assignee=triage)
    view = SavedView.objects.create(
        owner=triage, agency=intake_agency(), name="Late", query="view=overdue", shared=True
    )
    view.told.add(lead)
    assert waits_for(lead, today)
    view.shared = False
    view.save()
    assert not waits_for(lead, today)
    view.shared, view.sealed = True, b"sealed"
    view.save()
    assert not waits_for(lead, today)


def test_nothing_waits_for_who_holds_no_key(sender: Sender, people: None) -> None:
    sender.send(danger="yes")
    assert not waits_for(User.objects.get(username="editor"), timezone.localdate())


def test_who_holds_no_key_or_is_away_or_is_shut_out_gets_no_mail(triage: User) -> None:
    editor = User.objects.get(username="editor")
    NoticeChoice.objects.create(member=editor, address="editor@example.org")
    day = _MORNING.date()
    Away.objects.create(member=triage, first=day, last=day)
    assert _round(_at(_MORNING)) == []
    assert len(_round(_at(_MORNING) + timedelta(days=1))) == 1
    User.objects.filter(pk=triage.pk).update(is_active=False)
    assert _round(_at(_MORNING) + timedelta(days=2)) == []


def test_a_mail_that_waits_for_somebody_who_left_the_agency_is_given_up(triage: User) -> None:
    rounds.queue_fixed(_at(_MORNING))
    triage.agency_keys.all().delete()
    rounds.send_waiting(_at(_MORNING))
    assert not mail.outbox
    assert not Notice.objects.exists()


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def _run(now: datetime) -> None:
    rounds.queue_fixed(now)
    rounds.send_waiting(now)


def test_a_mail_reaches_a_real_server(server: MailServer, triage: User) -> None:
    _run(_at(_MORNING))
    (raw,) = server.mails
    message = email.message_from_bytes(raw)
    assert message["To"] == "ana@example.org"
    assert message["Subject"] == "Notice from Mahon"
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert b"Nothing new waits for you" in body


def test_what_fails_is_tried_again_and_shown_when_it_is_stuck(
    server: MailServer, triage: User, sign_in: SignIn
) -> None:
    server.refuses = True
    now = _at(_MORNING)
    for minutes in (0, 1, 2, 7):  # at the second minute it is not tried: it waits for two
        _run(now + timedelta(minutes=minutes))
    notice = Notice.objects.get()
    assert (notice.tries, notice.sent) == (3, False)
    page = sign_in("lead").get(_LEADS_PAGE).content.decode()
    assert "tried 3 times" in page
    server.refuses = False
    _run(now + timedelta(minutes=23))
    assert len(server.mails) == 1
    assert "tried 3 times" not in sign_in("lead").get(_LEADS_PAGE).content.decode()


def test_a_server_that_is_not_there_stops_nothing(triage: User, settings: Any, caplog: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    _run(_at(_MORNING))
    assert Notice.objects.get().tries == 1
    assert "ana@example.org" not in caplog.text


def test_two_workers_send_a_mail_once(triage: User) -> None:
    now = _at(_MORNING)
    rounds.queue_fixed(now)
    both = [Notice.objects.get(), Notice.objects.get()]
    assert [rounds._claim(notice, now) for notice in both] == [True, False]
