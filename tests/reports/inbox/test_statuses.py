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
from reports.inbox import moving, services
from reports.inbox.stale import Stale
from reports.intake.store import count_return
from reports.models import Report, StatusChange
from reports.statuses import MOVES, Because, NoSuchMove, find_move, goals_from, move, moves_from
from reports.told import TOLD, TOLD_AGAIN
from tests.member import found_partner
from tests.sender import Sender

pytestmark = pytest.mark.django_db
Status = Report.Status
_TABLE = {(row.now, row.to, row.because) for row in MOVES if not row.by_sender}


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


def _day() -> str:
    return date_format(timezone.localdate(), "DATE_FORMAT")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def test_the_table_names_every_status_and_no_move_to_where_a_tip_stands() -> None:
    assert {row.now for row in MOVES} == set(Status)
    assert all(row.now is not row.to for row in MOVES)
    assert len({(row.now, row.to, row.because) for row in MOVES}) == len(MOVES)


def test_the_sender_alone_makes_a_tip_received_once_more_and_makes_no_other_move() -> None:
    for row in MOVES:
        assert row.by_sender == (row.to is Status.RECEIVED)
        assert row.by_sender == (row not in moves_from(row.now))
    assert [row.now for row in MOVES if row.by_sender] == [Status.CLOSED]


def test_only_closing_asks_for_a_reason_and_every_closing_does() -> None:
    for row in MOVES:
        assert (row.to is Status.CLOSED) == (row.because is not None)
    # Whatever can be closed, can be closed for each reason.
    for now in {row.now for row in MOVES if row.to is Status.CLOSED}:
        assert {row.because for row in MOVES if row.now is now and row.because} == set(Because)


def test_two_people_are_needed_where_a_tip_would_be_thrown_away() -> None:
    needed = {row.because for row in MOVES if row.two_people}
    assert needed == {Because.NOT_RELATED, Because.SPAM}


def test_every_move_says_what_the_sender_is_told_and_no_two_statuses_say_the_same() -> None:
    assert set(TOLD) == set(Status)
    assert len({str(words) for words in TOLD.values()}) == len(Status)
    assert str(TOLD_AGAIN) not in {str(words) for words in TOLD.values()}
    assert all(row.told == (TOLD_AGAIN if row.by_sender else TOLD[row.to]) for row in MOVES)


@pytest.mark.parametrize(("now", "to"), list(product(Status, Status)))
def test_only_the_moves_of_the_table_are_made(code: str, now: Status, to: Status) -> None:
    for because in (None, *Because):
        StatusChange.objects.all().delete()
        Report.objects.update(status=now)
        report = Report.objects.get()
        if (now, to, because) in _TABLE:
            move(report, to, because=because, agreed=True)
            assert Report.objects.get().status == to
            assert StatusChange.objects.get().status == to
        else:
            with pytest.raises(NoSuchMove):
                move(report, to, because=because, agreed=True)
            assert Report.objects.get().status == now
            assert not StatusChange.objects.exists()


@pytest.mark.parametrize("because", [Because.NOT_RELATED, Because.SPAM])
def test_a_move_for_two_people_is_not_made_by_one(code: str, because: Because) -> None:
    Report.objects.update(status=Status.READING)
    with pytest.raises(NoSuchMove):
        move(Report.objects.get(), Status.CLOSED, because=because)
    assert Report.objects.get().status == Status.READING


@pytest.mark.parametrize(
    "asked",
    [("strange", "closed", "spam"), ("reading", "", None), ("reading", "closed", "because")],
)
def test_what_is_no_word_of_the_table_is_no_move(asked: tuple[str, str, str | None]) -> None:
    with pytest.raises(NoSuchMove):
        find_move(*asked)


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
        (Status.WAITING, "Waiting for an answer since", "We wait for an answer."),
        (Status.PASSED_ON, "Passed on", "Those who can act have what they need from it."),
        (Status.CLOSED, "Closed", "You can still write to us."),
        (Status.READING, "Being read since", "A member of the team reads it."),
    ):
        if to is not None:
            because = Because.ANSWERED if to is Status.CLOSED else None
            move(Report.objects.get(), to, because=because)
        sender.come_back(code)
        assert f"<strong>{words} {_day()}</strong>" in sender.text
        assert meaning in sender.text
    assert sender.text.count(f"Being read since {_day()}") == 2


def test_a_member_moves_a_tip_on_its_page(code: str, sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    page = _text(browser.get(address))
    assert '<option value="closed"' in page
    assert '<option value="" selected' in page
    assert '<option value="received"' not in page
    moved = {"status": "passed_on", "was": "reading"}
    answer = browser.post(f"{address}status/?view=mine", moved)
    assert answer.headers["Location"] == f"{address}?view=mine"
    assert "Saved. The sender sees it with the day." in _text(browser.get(address))
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
    answer = browser.post(f"{address}status/", {"status": status, "was": "reading"}, follow=True)
    text = _text(answer)
    assert "cannot move there." in text or "Choose where it stands." in text
    assert Report.objects.get().status == "reading"
    assert not AuditEvent.objects.filter(action="tip.moved").exists()


@pytest.mark.parametrize("was", ["received", "strange", "", "passed_on"])
def test_a_form_based_on_another_status_moves_nothing_and_says_who_moved_it(
    code: str, sign_in: Callable[[str], Client], lead: Unlocked, was: str
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    browser.get(address)
    moving.move(lead, Report.objects.get(), was="reading", to="waiting")
    answer = browser.post(f"{address}status/", {"status": "passed_on", "was": was}, follow=True)
    name = lead.user.full_name
    said = f"{name} moved it to “Waiting for an answer” meanwhile. Nothing was changed."
    assert said in _text(answer)
    assert Report.objects.get().status == "waiting"


def test_of_two_members_at_once_the_second_moves_nothing(
    code: str, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    moving.move(unlocked_triage, report, was="reading", to="passed_on")
    with pytest.raises(Stale):
        moving.move(lead, report, was="reading", to="waiting")
    assert [change.number for change in StatusChange.objects.all()] == [1, 2]


_ACTS = (
    *("status", "close", "close/agree", "close/refuse", "urgency", "danger"),
    *("assignee", "hand-over", "labels", "assessment"),
)


@pytest.mark.parametrize("who", ["editor", "admin", "auditor"])
def test_who_does_not_read_the_tip_does_nothing_with_it(
    code: str, sign_in: Callable[[str], Client], lead: Unlocked, who: str
) -> None:
    if who == "editor":  # a member of another agency, too
        found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    browser = sign_in(who)
    before = AuditEvent.objects.exclude(action="refused").count()
    for act in _ACTS:
        address = f"/staff/inbox/{Report.objects.get().pk}/{act}/"
        answer = browser.post(address, {"status": "reading", "was": "received"})
        assert answer.status_code == 404, act
        assert browser.get(address).status_code in {404, 405}, act
    assert Report.objects.get().status == "received"
    assert AuditEvent.objects.exclude(action="refused").count() == before


def test_acting_takes_a_form_that_was_sent(code: str, sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    for act in ("status", "assignee", "labels", "close/agree", "close/refuse"):
        address = f"/staff/inbox/{Report.objects.get().pk}/{act}/"
        assert browser.get(address).status_code == 405, act


def test_the_queries_of_a_conversation_do_not_grow_with_its_moves_and_messages(
    sender: Sender, code: str, unlocked_triage: Any, django_assert_num_queries: Any
) -> None:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    for number in range(6):
        services.reply_to_sender(unlocked_triage, report, text="Again.", once=str(number))
        to = (Status.WAITING, Status.READING)[number % 2]
        services.set_status(unlocked_triage, report, to=to)
        if number in {0, 5}:
            # The tip, its moves, its messages; who is believed to have written them; the counter.
            count_return(opened=True)  # its row for the week is there
            with django_assert_num_queries(6):
                sender.come_back(code)
    assert sender.text.count("Again.") == 6


def test_what_can_be_chosen_is_each_goal_once() -> None:
    assert goals_from("reading") == [Status.WAITING, Status.PASSED_ON, Status.CLOSED]
    assert goals_from("closed") == [Status.READING]
    assert goals_from("strange") == []
