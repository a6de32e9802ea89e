"""A tip whose sender says danger is not closed before somebody says how that was dealt with."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.unlocked import Unlocked
from reports.inbox import closing, services, urgency
from reports.intake.actions import raise_danger
from reports.intake.hashing import keys_of
from reports.models import Entry, Report
from reports.statuses import Because
from tests.reports.inbox.acts import WHY, agree, case, close, events, proposed, text_of
from tests.sender import Sender

pytestmark = pytest.mark.django_db
_SENTENCE = "The sender says danger. Say first how it was dealt with."


@pytest.fixture
def tip(sender: Sender, unlocked_triage: Unlocked) -> Report:
    sender.send(danger="yes")
    services.record_view(unlocked_triage, Report.objects.get())
    return Report.objects.get()


@pytest.mark.parametrize("because", list(Because))
def test_it_is_neither_closed_nor_is_that_proposed(
    tip: Report, unlocked_triage: Unlocked, because: Because
) -> None:
    with pytest.raises(closing.InDanger):
        close(unlocked_triage, because)
    report = Report.objects.get()
    assert (report.status, report.closing_by) == ("reading", None)
    assert not Entry.objects.filter(kind="staff").exists()
    assert not events("tip.moved", "tip.closing_proposed")


def test_once_it_is_dealt_with_the_tip_is_closed(tip: Report, unlocked_triage: Unlocked) -> None:
    keys = case(unlocked_triage)
    urgency.end_danger(unlocked_triage, tip, keys, seen=1, text="The police came.", once="1")
    assert close(unlocked_triage, Because.ANSWERED)
    assert Report.objects.get().is_closed


def test_a_proposal_from_before_is_not_agreed_to(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    tip.change(danger_now=False)
    number = proposed(unlocked_triage)
    Report.objects.get().change(danger_now=True)
    with pytest.raises(closing.InDanger):
        agree(lead, number)
    assert Report.objects.get().closing_by == unlocked_triage.user
    by = unlocked_triage.user.pk
    closing.refuse(lead, tip, case(lead), by=by, text="Danger.", once="no")
    assert Report.objects.get().closing_by is None


def test_the_page_of_agreeing_says_so(
    tip: Report, unlocked_triage: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    tip.change(danger_now=False)
    number = proposed(unlocked_triage)
    Report.objects.get().change(danger_now=True)
    address = f"/staff/inbox/{tip.pk}/close/"
    browser = sign_in("lead")
    assert "Or object" in text_of(browser.get(address))
    answer = browser.post(f"{address}agree/", {"number": number, "seen": 1}, follow=True)
    assert _SENTENCE in text_of(answer)
    assert not Report.objects.get().is_closed


def test_the_page_of_closing_leads_back_to_the_tip_where_it_can_be_said(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    page = text_of(browser.get(f"/staff/inbox/{tip.pk}/close/", follow=True))
    assert _SENTENCE in page
    assert f"/staff/inbox/{tip.pk}/danger/" in page


def test_a_form_that_was_open_says_so_and_keeps_what_was_typed(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    said = {"was": "reading", "seen": 1, "because": "answered", "text": WHY, "once": "1"}
    page = text_of(sign_in("triage").post(f"/staff/inbox/{tip.pk}/close/", said))
    assert _SENTENCE in page
    assert WHY in page
    assert not Report.objects.get().is_closed


def test_danger_after_the_page_was_opened_keeps_it_open(
    sender: Sender, unlocked_triage: Unlocked
) -> None:
    code = sender.send()
    services.record_view(unlocked_triage, Report.objects.get())
    raise_danger(keys_of(code), once="x")
    with pytest.raises(closing.InDanger):
        close(unlocked_triage, Because.ANSWERED)
