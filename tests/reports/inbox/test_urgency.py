"""How urgent a tip is, and danger that is dealt with: a sealed reason, and what follows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.deadlines import deadlines
from reports.inbox import services, urgency
from reports.inbox.reasons import heading_of
from reports.inbox.stale import SenderWrote, Stale
from reports.intake.actions import add_to_tip, raise_danger
from reports.intake.hashing import keys_of
from reports.models import Entry, Report
from tests.reports.inbox.acts import case, events, text_of, written
from tests.sender import Sender

pytestmark = pytest.mark.django_db
Urgency = Report.Urgency
_WHY = "The boat leaves on Friday."


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def tip(code: str) -> Report:
    return Report.objects.get()


def _set(member: Unlocked, to: Urgency, **changes: Any) -> None:
    said = {"was": Report.objects.get().urgency, "text": _WHY, "once": to.value, **changes}
    urgency.set_urgency(member, Report.objects.get(), case(member), to=to, **said)


def _end(member: Unlocked, **changes: Any) -> None:
    said = {"seen": 1, "text": "The police took her out.", "once": "1", **changes}
    urgency.end_danger(member, Report.objects.get(), case(member), **said)


@pytest.mark.parametrize("to", [u for u in Urgency if u is not Urgency.UNSET])
def test_the_deadlines_follow_the_urgency_from_the_day_it_came(
    tip: Report, unlocked_triage: Unlocked, to: Urgency
) -> None:
    came = timezone.localdate() - timedelta(days=9)
    Report.objects.update(received_on=came)
    Entry.objects.update(on=came)
    _set(unlocked_triage, to)
    report, until = Report.objects.get(), deadlines(came, to)
    assert (report.urgency, report.acknowledge_by, report.answer_by) == (
        to,
        until.acknowledge_by,
        until.answer_by,
    )
    assert report.rank == report.place_in_lists()
    assert events("tip.urgency") == [("tip.urgency", "triage", {"to": to.value})]


def test_a_deadline_that_is_met_stays(tip: Report, unlocked_triage: Unlocked) -> None:
    services.record_view(unlocked_triage, tip)
    services.reply_to_sender(unlocked_triage, tip, text="Thank you.", once="1")
    before = Report.objects.get()
    _set(unlocked_triage, Urgency.IMMEDIATE)
    after = Report.objects.get()
    assert (after.acknowledge_by, after.answer_by) == (before.acknowledge_by, before.answer_by)
    assert after.urgency == Urgency.IMMEDIATE


def test_after_a_reply_the_answer_is_due_from_when_the_sender_wrote_again(
    code: str, tip: Report, unlocked_triage: Unlocked
) -> None:
    services.record_view(unlocked_triage, tip)
    services.reply_to_sender(unlocked_triage, tip, text="Which house?", once="1")
    long_ago = timezone.localdate() - timedelta(days=60)
    Report.objects.update(received_on=long_ago)
    Entry.objects.update(on=long_ago)
    add_to_tip(keys_of(code), text="The blue one.", once="x")
    _set(unlocked_triage, Urgency.HIGH)
    assert Report.objects.get().answer_by == deadlines(timezone.localdate(), "high").answer_by


def test_the_reason_is_sealed_and_in_words_for_members(
    tip: Report, unlocked_triage: Unlocked
) -> None:
    _set(unlocked_triage, Urgency.HIGH)
    said = written(unlocked_triage)[-1]
    assert (said["as"], said["text"], heading_of(said)) == ("reason", _WHY, "Urgency: High")
    assert "boat" not in str([*Entry.objects.values_list(), *AuditEvent.objects.values_list()])


def test_who_saw_another_urgency_changes_nothing(
    tip: Report, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    _set(lead, Urgency.LOW)
    with pytest.raises(Stale):
        _set(unlocked_triage, Urgency.HIGH, was=Urgency.UNSET)
    assert Report.objects.get().urgency == Urgency.LOW
    assert len(written(lead)) == 1


def test_the_page_keeps_what_was_typed_and_says_who_was_quicker(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/urgency/"
    assert "Now: Not assessed." in text_of(browser.get(address))
    said = {"was": "unset", "urgency": "high", "text": _WHY, "once": "1"}
    _set(lead, Urgency.LOW)
    page = text_of(browser.post(address, said))
    assert f"{lead.user.full_name} changed it to “Low” meanwhile. Nothing was changed." in page
    assert _WHY in page
    assert 'name="was" value="low"' in page
    answer = browser.post(f"{address}?view=mine", {**said, "was": "low"})
    assert answer.headers["Location"] == f"/staff/inbox/{tip.pk}/?view=mine"
    browser.post(address, {**said, "was": "low"})  # pressed twice
    assert Report.objects.get().urgency == Urgency.HIGH
    assert len(written(lead)) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"urgency": ""}, "Choose how urgent it is."),
        ({"urgency": "unset"}, "Choose one of those shown."),
        ({"urgency": "strange"}, "Choose one of those shown."),
        ({"text": ""}, "Write why."),
        ({"text": "  "}, "Write why."),
        ({"text": "x" * 2_001}, "Write at most 2,000 letters."),
    ],
)
def test_an_urgency_without_a_reason_is_refused(
    tip: Report, sign_in: Callable[[str], Client], changes: dict[str, str], sentence: str
) -> None:
    said = {"was": "unset", "urgency": "high", "text": _WHY, "once": "1"}
    answer = sign_in("triage").post(f"/staff/inbox/{tip.pk}/urgency/", {**said, **changes})
    assert sentence in text_of(answer)
    assert Report.objects.get().urgency == "unset"
    assert not Entry.objects.filter(kind="staff").exists()


# ---- danger


def test_danger_is_lowered_with_a_reason_and_raised_by_the_sender_again(
    code: str, tip: Report, unlocked_triage: Unlocked
) -> None:
    Report.objects.get().change(danger_now=True, alarmed=True, unread=False)
    _end(unlocked_triage)
    report = Report.objects.get()
    assert (report.danger_now, report.alarmed, report.rank > 0) == (False, False, True)
    assert heading_of(written(unlocked_triage)[-1]) == "The danger is dealt with"
    assert events("tip.danger_over") == [("tip.danger_over", "triage", {})]
    raise_danger(keys_of(code), once="x")
    assert Report.objects.get().danger_now


def test_danger_is_not_lowered_over_words_that_were_not_read(
    code: str, tip: Report, unlocked_triage: Unlocked
) -> None:
    Report.objects.get().change(danger_now=True, unread=False)
    raise_danger(keys_of(code), once="x")
    for seen in (1, 2):  # 2: the form was opened since, and the tip was not
        with pytest.raises(SenderWrote):
            _end(unlocked_triage, seen=seen)
    assert Report.objects.get().danger_now
    services.record_view(unlocked_triage, tip)
    _end(unlocked_triage, seen=2)
    assert not Report.objects.get().danger_now


def test_where_nobody_is_in_danger_nothing_is_lowered(
    tip: Report, unlocked_triage: Unlocked
) -> None:
    with pytest.raises(Stale):
        _end(unlocked_triage)
    assert written(unlocked_triage) == []


def test_lowering_asks_how_the_danger_was_dealt_with(
    tip: Report, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    Report.objects.get().change(danger_now=True)
    browser = sign_in("triage")
    address = f"/staff/inbox/{tip.pk}/danger/"
    assert "It is dealt with" in text_of(browser.get(f"/staff/inbox/{tip.pk}/"))
    page = text_of(browser.post(address, {"seen": 1, "text": "", "once": "1"}))
    assert "Write how it was dealt with." in page
    _end(lead)
    page = text_of(browser.post(address, {"seen": 1, "text": "She is safe.", "once": "1"}))
    assert f"{lead.user.full_name} said so already." in page
    assert "She is safe." in page
