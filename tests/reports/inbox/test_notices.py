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

from accounts.models import AgencyKey, User
from accounts.unlocked import Unlocked
from portal.management.commands.work import JOBS
from reports.inbox.notices import rounds
from reports.inbox.notices.letter import letter
from reports.inbox.notices.waiting import danger_waits, waits_for
from reports.inbox.services import assign, record_view, reply_to_sender
from reports.intake.actions import add_to_tip, raise_danger
from reports.intake.hashing import keys_of
from reports.models import Away, Notice, NoticeChoice, Report, SavedView
from tests.mail_server import MailServer, mail_server
from tests.member import found_partner, intake_agency
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_PAGE = "/staff/inbox/notices/"
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
    said = message.subject + message.body + _raw(message).decode()
    for secret in (STORY[:20], tip.reference, str(tip.pk), "Dili", "danger", "http", "1 "):
        assert secret not in said


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
    view.notices = SavedView.Notices.HOURS
    view.save()
    assert waits_for(triage, today)
    view.query = "assignee=nobody"
    view.save()
    assert not waits_for(triage, today)


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


def _danger_round(now: datetime) -> list[Any]:
    mail.outbox.clear()
    rounds.queue_danger(now)
    rounds.send_waiting(now)
    return list(mail.outbox)


def test_danger_is_told_sooner_and_once(sender: Sender, triage: User) -> None:
    now = timezone.localtime()
    assert not danger_waits()
    sender.send(danger="yes")
    assert danger_waits()
    assert len(_danger_round(now)) == 1
    assert not danger_waits()


def test_more_dangers_in_half_an_hour_are_one_notice(sender: Sender, triage: User) -> None:
    now = timezone.localtime()
    sender.send(danger="yes")
    assert len(_danger_round(now)) == 1
    sender.send("Somebody else is locked in.", danger="yes")
    assert _danger_round(now + timedelta(minutes=20)) == []
    assert danger_waits()
    assert len(_danger_round(now + timedelta(minutes=31))) == 1


def test_danger_said_again_later_is_told_again(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    code = sender.send(danger="yes")
    _danger_round(timezone.localtime())
    record_view(unlocked_triage, Report.objects.get())
    sender.come_back(code)
    sender.press("danger", "/reply/")
    assert danger_waits()


def test_danger_that_is_withdrawn_or_read_is_not_told(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    sender.send(danger="yes")
    Report.objects.update(withdrawn_on=timezone.localdate())
    assert not danger_waits()
    Report.objects.update(withdrawn_on=None)
    record_view(unlocked_triage, Report.objects.get())
    assert not danger_waits()


def test_when_all_are_away_danger_calls_them_all_the_same(sender: Sender, triage: User) -> None:
    now = timezone.localtime()
    Away.objects.create(member=triage, first=now.date(), last=now.date())
    sender.send(danger="yes")
    assert len(_danger_round(now)) == 1


def test_the_delay_of_danger_is_random(sender: Sender, triage: User, monkeypatch: Any) -> None:
    sender.send(danger="yes")
    drawn = iter([2, 1, 0])
    monkeypatch.setattr("secrets.randbelow", lambda _n: next(drawn))
    went_out = []
    for _minute in range(3):
        mail.outbox.clear()
        rounds.give_notice()
        went_out.append(any("now" in m.body.splitlines()[0] for m in mail.outbox))
    assert went_out == [False, False, True]


def test_without_a_mail_server_nothing_is_queued(
    sender: Sender, triage: User, settings: Any
) -> None:
    settings.MAIL_IS_ON = False
    sender.send(danger="yes")
    for _minute in range(20):
        rounds.give_notice()
    assert not Notice.objects.exists()
    assert not mail.outbox
    assert danger_waits()


def test_words_to_a_closed_tip_wait_too_and_its_deadlines_do_not(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    code, today = sender.send(), timezone.localdate()
    tip = Report.objects.get()
    record_view(unlocked_triage, tip)
    assign(unlocked_triage, tip, triage)
    Report.objects.get().change(status=Report.Status.CLOSED, answer_by=today)
    assert not waits_for(triage, today)
    add_to_tip(keys_of(code), text="One thing more.", once="x")
    assert waits_for(triage, today)


def test_danger_on_a_closed_tip_opens_it_again_and_is_told(
    sender: Sender, triage: User, unlocked_triage: Unlocked
) -> None:
    code = sender.send()
    tip = Report.objects.get()
    record_view(unlocked_triage, tip)
    Report.objects.get().change(status=Report.Status.CLOSED)
    raise_danger(keys_of(code), once="x")
    tip.refresh_from_db()
    assert (tip.status, tip.danger_now, tip.rank < 0) == ("reading", True, True)
    assert list(tip.status_changes.values_list("number", "status")) == [
        (1, "reading"),
        (2, "reading"),
    ]
    assert len(_danger_round(timezone.localtime())) == 1


@pytest.fixture
def stranger(lead: Unlocked) -> User:
    """The lead of another agency, who wants to be told of danger."""
    user = User.objects.get(username="editor")
    found_partner(lead, slug="other", partner_lead=user)
    NoticeChoice.objects.create(member=user, address="eva@example.org")
    return user


def test_no_mail_tells_another_agency_of_a_danger(
    sender: Sender, triage: User, stranger: User
) -> None:
    sender.send(danger="yes")
    assert [m.to for m in _danger_round(timezone.localtime())] == [["ana@example.org"]]
    NoticeChoice.objects.filter(member=triage).delete()
    Notice.objects.all().delete()
    Report.objects.update(alarmed=False)
    assert _danger_round(timezone.localtime()) == []


def test_a_lead_of_another_agency_sees_no_danger_and_no_mail_of_ours(
    sender: Sender, triage: User, stranger: User, sign_in: SignIn
) -> None:
    sender.send(danger="yes")
    now = timezone.now()
    stuck = Notice.objects.create(member=triage, due=now, next_try=now, tries=3)
    theirs = sign_in("editor")
    page = theirs.get(_LEADS_PAGE).content.decode()
    assert "A sender says danger" not in page
    assert "tried 3 times" not in page
    assert triage.full_name not in page
    assert theirs.post(f"{_PAGE}{stuck.pk}/forget/").status_code == 404
    assert "tried 3 times" in sign_in("lead").get(_LEADS_PAGE).content.decode()


def test_who_holds_no_key_any_more_gets_no_mail_that_was_waiting(triage: User) -> None:
    now = _at(_MORNING)
    rounds.queue_fixed(now)
    AgencyKey.objects.filter(member=triage).delete()
    assert _round(now) == []
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


def test_a_lead_gives_a_stuck_mail_up(triage: User, sign_in: SignIn) -> None:
    now = timezone.now()
    stuck = Notice.objects.create(member=triage, due=now, next_try=now, tries=3)
    fresh = Notice.objects.create(member=triage, due=now - timedelta(days=1), next_try=now)
    lead = sign_in("lead")
    assert lead.post(f"{_PAGE}{fresh.pk}/forget/").status_code == 404
    assert sign_in("triage").post(f"{_PAGE}{stuck.pk}/forget/").status_code == 404
    lead.post(f"{_PAGE}{stuck.pk}/forget/")
    assert list(Notice.objects.all()) == [fresh]


def test_the_lead_s_page_says_what_waits_without_mail(
    sender: Sender, sign_in: SignIn, settings: Any
) -> None:
    settings.MAIL_IS_ON = False
    sender.send(danger="yes")
    page = sign_in("lead").get(_LEADS_PAGE).content.decode()
    assert "No mail server is set" in page
    assert "A sender says danger" in page
    assert "Something to read or to answer" in page


def test_a_member_chooses_and_takes_it_back(sign_in: SignIn) -> None:
    triage = sign_in("triage")
    triage.post(_PAGE, {"address": "ana@example.org", "at_danger": "on"})
    choice = NoticeChoice.objects.get()
    assert (choice.address, choice.at_fixed_hours, choice.at_danger) == (
        "ana@example.org",
        False,
        True,
    )
    triage.post(_PAGE, {"address": ""})
    assert not NoticeChoice.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "", "at_danger": "on"},
        {"address": "ana", "at_danger": "on"},
        {"address": "ana@example.org\nBcc: all@example.org", "at_danger": "on"},
        {"address": "a" * 200 + "@example.org", "at_danger": "on"},
    ],
)
def test_an_address_that_does_not_do_is_refused(sign_in: SignIn, wrong: dict[str, str]) -> None:
    page = sign_in("triage").post(_PAGE, wrong)
    assert "There is a problem" in page.content.decode()
    assert not NoticeChoice.objects.exists()


def test_an_editor_finds_no_notices(sign_in: SignIn) -> None:
    assert sign_in("editor").get(_PAGE).status_code == 404
