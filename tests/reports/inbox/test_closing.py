"""Closing a tip: a sealed reason, and two people where a tip would be thrown away."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.inbox import closing, moving, services
from reports.inbox.reasons import heading_of
from reports.inbox.stale import SenderWrote, Stale
from reports.intake.actions import add_to_tip
from reports.intake.hashing import keys_of
from reports.models import Entry, Report
from reports.statuses import Because, NoSuchMove
from tests.reports.inbox.acts import WHY, agree, case, close, events, proposed, text_of, written
from tests.sender import Sender
from vault.errors import Unopenable

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def tip(code: str, unlocked_triage: Unlocked) -> Report:
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    return Report.objects.get()


@pytest.mark.parametrize(
    "because", [Because.ANSWERED, Because.PASSED_ON, Because.DUPLICATE, Because.TOO_LITTLE]
)
def test_one_member_closes_for_most_reasons(
    tip: Report, unlocked_triage: Unlocked, because: Because
) -> None:
    assert close(unlocked_triage, because)
    assert Report.objects.get().status == "closed"
    said = written(unlocked_triage)[-1]
    assert (said["as"], said["code"], said["text"]) == ("reason", because, WHY)
    assert heading_of(said) == f"Closed: {because.label}"
    assert events("tip.moved") == [("tip.moved", "triage", {"to": "closed"})]


@pytest.mark.parametrize("because", [Because.NOT_RELATED, Because.SPAM])
def test_one_member_alone_throws_no_tip_away(
    tip: Report, unlocked_triage: Unlocked, because: Because
) -> None:
    assert not close(unlocked_triage, because)
    report = Report.objects.get()
    assert (report.status, report.closing_by) == ("reading", unlocked_triage.user)
    assert events("tip.moved", "tip.closing_proposed") == [("tip.closing_proposed", "triage", {})]
    with pytest.raises(closing.SamePerson):
        agree(unlocked_triage, int(written(unlocked_triage)[-1]["number"]))
    assert Report.objects.get().status == "reading"
    assert not events("tip.closing_agreed")


def test_a_second_member_agrees(tip: Report, unlocked_triage: Unlocked, lead: Unlocked) -> None:
    agree(lead, proposed(unlocked_triage))
    report = Report.objects.get()
    assert (report.status, report.closing_by) == ("closed", None)
    assert events("tip.closing_agreed") == [("tip.closing_agreed", "lead", {"to": "closed"})]


def test_a_second_member_objects_and_the_tip_stays_open(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    number = proposed(unlocked_triage)
    by = unlocked_triage.user.pk
    closing.refuse(lead, tip, case(lead), by=by, text="It is a code word.", once="no")
    report = Report.objects.get()
    assert (report.status, report.closing_by) == ("reading", None)
    assert written(lead)[-1]["text"] == "It is a code word."
    assert events("tip.closing_refused") == [("tip.closing_refused", "lead", {})]
    with pytest.raises(Stale):
        agree(lead, number)
    with pytest.raises(Stale):
        closing.refuse(lead, tip, case(lead), by=by, text="", once="again")


def test_who_proposed_can_take_it_back(tip: Report, unlocked_triage: Unlocked) -> None:
    proposed(unlocked_triage)
    by = unlocked_triage.user.pk
    closing.refuse(unlocked_triage, tip, case(unlocked_triage), by=by, text="", once="no")
    assert Report.objects.get().closing_by is None


def test_a_proposal_dies_when_the_tip_moves(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    number = proposed(unlocked_triage)
    moving.move(lead, tip, was="reading", to="waiting")
    assert Report.objects.get().closing_by is None
    with pytest.raises(Stale):
        agree(lead, number)
    assert Report.objects.get().status == "waiting"


def test_a_proposal_dies_when_the_sender_writes_again(
    code: str, tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    number = proposed(unlocked_triage)
    add_to_tip(keys_of(code), text="He said zebra when he meant girls.", once="x")
    assert Report.objects.get().closing_by is None
    with pytest.raises(Stale):
        agree(lead, number, seen=3)
    assert Report.objects.get().status == "reading"


@pytest.mark.parametrize("because", [Because.ANSWERED, Because.SPAM])
def test_a_tip_is_not_closed_over_words_that_were_not_read(
    code: str, tip: Report, unlocked_triage: Unlocked, because: Because
) -> None:
    add_to_tip(keys_of(code), text="One thing more.", once="x")
    with pytest.raises(SenderWrote):
        close(unlocked_triage, because)
    report = Report.objects.get()
    assert (report.status, report.closing_by) == ("reading", None)
    assert written(unlocked_triage) == []


def test_a_form_that_is_newer_than_the_page_of_the_tip_closes_nothing_unread(
    code: str, tip: Report, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser, address = sign_in("triage"), f"/staff/inbox/{tip.pk}/"
    add_to_tip(keys_of(code), text="They come for her tonight.", once="x")
    form = text_of(browser.get(f"{address}close/"))
    assert 'name="seen" value="2"' in form
    said = {"was": "reading", "seen": 2, "because": "answered", "text": WHY, "once": "1"}
    for _time in range(2):
        page = text_of(browser.post(f"{address}close/", said))
        assert "The sender wrote again." in page
        assert WHY in page
    assert Report.objects.get().status == "reading"
    browser.get(address)
    browser.post(f"{address}close/", said)
    assert Report.objects.get().status == "closed"


def test_a_proposal_is_not_agreed_to_over_a_file_that_nobody_saw(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    number = proposed(unlocked_triage)
    Report.objects.update(files=1, unread=True)  # as where a file comes in
    with pytest.raises(SenderWrote):
        agree(lead, number)
    services.record_view(lead, Report.objects.get())
    agree(lead, number)
    assert Report.objects.get().status == "closed"


def test_an_older_proposal_is_not_what_somebody_agrees_to(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    older = proposed(unlocked_triage)
    by = unlocked_triage.user.pk
    closing.refuse(lead, tip, case(lead), by=by, text="", once="no")
    close(unlocked_triage, Because.SPAM, once="second")
    for number in (older, older + 1, 0, 99):
        with pytest.raises(Stale):
            agree(lead, number)
    assert Report.objects.get().status == "reading"


def test_a_proposal_that_only_the_database_tells_of_closes_nothing(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    Report.objects.update(closing_by=unlocked_triage.user)
    with pytest.raises(Unopenable):
        agree(lead, 0)
    number = _proposed_by_another_hand(unlocked_triage)
    with pytest.raises(Unopenable):
        agree(lead, number)
    assert Report.objects.get().status == "reading"


def _proposed_by_another_hand(member: Unlocked) -> int:
    Report.objects.update(closing_by=None)
    number = proposed(member)
    Entry.objects.filter(number=number).update(sealed=b"age-encryption.org/v1\nrubbish")
    return number


@pytest.mark.parametrize("was", ["waiting", "passed_on"])
def test_who_saw_another_status_closes_nothing(
    tip: Report, unlocked_triage: Unlocked, was: str
) -> None:
    with pytest.raises(Stale):
        close(unlocked_triage, Because.ANSWERED, was=was)
    assert written(unlocked_triage) == []


@pytest.mark.parametrize(("was", "because"), [("received", "spam"), ("reading", "because")])
def test_what_is_not_in_the_table_closes_nothing(
    tip: Report, unlocked_triage: Unlocked, was: str, because: str
) -> None:
    with pytest.raises(NoSuchMove):
        close(unlocked_triage, because, was=was)
    assert written(unlocked_triage) == []


def test_pressed_twice_it_is_closed_once_and_proposed_once(
    tip: Report, unlocked_triage: Unlocked
) -> None:
    for _press in range(2):
        assert not close(unlocked_triage, Because.SPAM)
    closing.refuse(
        unlocked_triage,
        tip,
        case(unlocked_triage),
        by=unlocked_triage.user.pk,
        text="",
        once="no",
    )
    for _press in range(2):
        assert close(unlocked_triage, Because.ANSWERED)
    assert len(written(unlocked_triage)) == 3
    assert len(events("tip.moved", "tip.closing_proposed")) == 2


def test_the_reason_stands_nowhere_in_clear(
    tip: Report, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/close/"
    said = {"was": "reading", "seen": 1, "because": "not_related", "text": WHY, "once": "1"}
    browser.post(address, said)
    assert Report.objects.get().closing_by == unlocked_triage.user
    kept = [*Entry.objects.values_list(), *AuditEvent.objects.values_list()]
    assert "Zebra" not in str(kept)
    assert "not_related" not in str([*kept, *Report.objects.values_list()])
    assert "Zebra" not in str(dict(browser.session))
    assert "Zebra" not in str(browser.cookies)
