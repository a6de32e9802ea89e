"""Where a tip stands: the moves there are, and what its sender is told of them."""

from collections.abc import Callable
from html import unescape
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox import services
from reports.inbox.statuses import MOVES, NoSuchMove, move
from reports.intake.actions import add_to_tip
from reports.intake.hashing import keys_of
from reports.models import Report, StatusChange
from tests.member import found_partner
from tests.sender import Sender

pytestmark = pytest.mark.django_db
Status = Report.Status


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


def _day() -> str:
    return date_format(timezone.localdate(), "DATE_FORMAT")


def test_the_table_names_every_status_and_no_move_to_where_a_tip_stands() -> None:
    assert set(MOVES) == set(Status)
    assert all(now not in moves for now, moves in MOVES.items())
    assert all(Status.RECEIVED not in moves for moves in MOVES.values())


@pytest.mark.parametrize(("now", "to"), list(product(Status, Status)))
def test_only_the_moves_of_the_table_are_made(code: str, now: Status, to: Status) -> None:
    Report.objects.update(status=now)
    report = Report.objects.get()
    if to in MOVES[now]:
        move(report, to)
        assert Report.objects.get().status == to
        assert StatusChange.objects.get().status == to
    else:
        with pytest.raises(NoSuchMove):
            move(report, to)
        assert Report.objects.get().status == now
        assert not StatusChange.objects.exists()


def test_the_sender_sees_each_move_with_its_day_and_what_it_means(
    sender: Sender, code: str, unlocked_triage: Unlocked
) -> None:
    report = Report.objects.get()
    sender.come_back(code)
    assert f"Received {_day()}" in sender.text
    assert "Nobody has read it yet." in sender.text
    services.record_view(unlocked_triage, report)
    for to, words, meaning in (
        (None, "Being read since", "A member of the team reads it."),
        (Status.PASSED_ON, "Passed on", "Those who can act have what they need from it."),
        (Status.CLOSED, "Closed", "You can still write to us."),
        (Status.READING, "Being read since", "A member of the team reads it."),
    ):
        if to is not None:
            services.set_status(unlocked_triage, report, to=to)
        sender.come_back(code)
        assert f"<strong>{words} {_day()}</strong>" in sender.text
        assert meaning in sender.text
    assert sender.text.count(f"Being read since {_day()}") == 2


def test_a_member_moves_a_tip_on_its_page(code: str, sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    page = unescape(browser.get(address).content.decode())
    assert '<option value="closed"' in page
    assert '<option value="" selected' in page
    assert '<option value="received"' not in page
    answer = browser.post(f"{address}status/", {"status": "passed_on"}, follow=True)
    assert "Saved. The sender sees it with the day." in answer.content.decode()
    assert Report.objects.get().status == "passed_on"
    event = AuditEvent.objects.get(action="tip.moved")
    assert (event.actor, event.detail) == ("triage", {"to": "passed_on"})


@pytest.mark.parametrize("status", ["received", "reading", "strange", "", "closed\0"])
def test_a_move_that_there_is_not_is_refused_with_a_sentence(
    code: str, sign_in: Callable[[str], Client], status: str
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    browser.get(address)
    answer = browser.post(f"{address}status/", {"status": status}, follow=True)
    text = unescape(answer.content.decode())
    assert "cannot move there." in text or "Choose where it stands." in text
    assert Report.objects.get().status == "reading"
    assert not AuditEvent.objects.filter(action="tip.moved").exists()


def test_two_members_at_once_make_one_move(
    code: str, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    services.set_status(unlocked_triage, report, to=Status.CLOSED)
    with pytest.raises(NoSuchMove):
        services.set_status(lead, report, to=Status.CLOSED)
    assert [change.number for change in StatusChange.objects.all()] == [1, 2]


def test_reading_new_words_of_a_closed_tip_does_not_open_it_again(
    code: str, unlocked_triage: Unlocked
) -> None:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    services.set_status(unlocked_triage, report, to=Status.CLOSED)
    add_to_tip(keys_of(code), text="One thing more.", once="x")
    services.record_view(unlocked_triage, report)
    report.refresh_from_db()
    assert (report.status, report.unread) == (Status.CLOSED, False)


@pytest.mark.parametrize("who", ["editor", "admin", "auditor"])
def test_who_does_not_read_the_tip_does_not_move_it(
    code: str, sign_in: Callable[[str], Client], lead: Unlocked, who: str
) -> None:
    if who == "editor":  # a member of another agency, too
        found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    address = f"/staff/inbox/{Report.objects.get().pk}/status/"
    assert sign_in(who).post(address, {"status": "reading"}).status_code == 404
    assert Report.objects.get().status == "received"


def test_moving_takes_a_form_that_was_sent(code: str, sign_in: Callable[[str], Client]) -> None:
    address = f"/staff/inbox/{Report.objects.get().pk}/status/"
    assert sign_in("triage").get(address).status_code == 405


def test_the_queries_of_a_conversation_do_not_grow_with_its_moves_and_messages(
    sender: Sender, code: str, unlocked_triage: Any, django_assert_num_queries: Any
) -> None:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    for number in range(6):
        services.reply_to_sender(unlocked_triage, report, text="Again.", once=str(number))
        services.set_status(unlocked_triage, report, to=(Status.CLOSED, Status.READING)[number % 2])
        if number in {0, 5}:
            # The tip, its moves, its messages; who is believed to have written them.
            with django_assert_num_queries(5):
                sender.come_back(code)
    assert sender.text.count("Again.") == 6
