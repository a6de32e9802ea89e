"""A sender who writes again on a closed tip reaches members."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.additions import Addition
from reports.deadlines import deadlines
from reports.inbox import closing, services
from reports.inbox.notices.waiting import untold_danger, waits_for
from reports.inbox.reading import case_of
from reports.inbox.stale import Stale
from reports.intake import actions
from reports.intake.hashing import keys_of
from reports.intake.services import report_submit
from reports.models import Report, StatusChange
from reports.statuses import Because
from tests import pictures
from tests.sender import Sender
from vault.receipts import SenderKeys, new_code

pytestmark = pytest.mark.django_db
_LONG_AGO = date(2026, 1, 5)


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def keys(code: str) -> SenderKeys:
    return keys_of(code)


@pytest.fixture
def closed(code: str, unlocked_triage: Unlocked) -> Report:
    """A tip that a member read, worked on and closed without an answer."""
    report = Report.objects.get()
    services.record_view(unlocked_triage, report)
    services.assign(unlocked_triage, report, unlocked_triage.user)
    _close(unlocked_triage)
    Report.objects.update(answer_by=_LONG_AGO)
    return Report.objects.get()


def _close(member: Unlocked, **changes: Any) -> None:
    report = Report.objects.get()
    said = {"was": "reading", "seen": 1, "text": "", "once": "1", **changes}
    because = Because.ANSWERED
    closing.close(member, report, case_of(member, report), because=because, **said)


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _listed(browser: Client, reference: str) -> set[str]:
    views = ("open", "new", "mine", "danger", "overdue", "replied", "closed")
    pages = {view: _text(browser.get(f"/staff/inbox/?view={view}")) for view in views}
    return {view for view, page in pages.items() if reference in page}


@pytest.mark.parametrize("kind", [Addition.MORE, Addition.ANSWER, Addition.CORRECTION])
def test_words_of_any_kind_open_a_closed_tip_again(
    closed: Report, keys: SenderKeys, kind: Addition
) -> None:
    actions.add_to_tip(keys, text="One thing more.", once="x", kind=kind)
    now = Report.objects.get()
    assert (now.status, now.unread, now.assignee) == ("received", True, closed.assignee)
    assert now.rank == now.place_in_lists() < closed.rank
    assert [change.status for change in StatusChange.objects.all()][-2:] == ["closed", "received"]


def test_the_answer_is_due_anew_by_urgency_and_not_when_the_older_was(
    closed: Report, keys: SenderKeys, unlocked_triage: Unlocked
) -> None:
    today = timezone.localdate()
    for urgency in (Report.Urgency.LOW, Report.Urgency.HIGH):
        Report.objects.update(status="closed", urgency=urgency, answer_by=_LONG_AGO)
        actions.add_to_tip(keys, text=f"It is {urgency}.", once=urgency)
        now = Report.objects.get()
        assert now.due == now.answer_by == deadlines(today, urgency).answer_by
    # Open again, a further word never puts off what is due.
    Report.objects.update(answer_by=_LONG_AGO)
    actions.add_to_tip(keys, text="And more.", once="more")
    assert Report.objects.get().due == _LONG_AGO


def test_a_tip_that_had_its_answer_is_owed_a_new_one(
    closed: Report, keys: SenderKeys, unlocked_triage: Unlocked
) -> None:
    Report.objects.update(answered_on=_LONG_AGO)
    actions.add_to_tip(keys, text="One thing more.", once="x")
    now = Report.objects.get()
    assert now.answered_on is None
    assert now.due is not None
    assert now.due > _LONG_AGO


def test_it_stands_in_the_lists_that_members_work_from_and_its_member_is_told(
    closed: Report, keys: SenderKeys, sign_in: Callable[[str], Client]
) -> None:
    browser, today = sign_in("triage"), timezone.localdate()
    assert _listed(browser, closed.reference) == {"closed"}
    assert not waits_for(User.objects.get(username="triage"), today)
    actions.add_to_tip(keys, text="One thing more.", once="x")
    assert _listed(browser, closed.reference) == {"open", "new", "mine", "replied"}
    assert waits_for(User.objects.get(username="triage"), today)
    Report.objects.get().change(answer_by=today - timedelta(days=1))
    assert "overdue" in _listed(browser, closed.reference)


def test_danger_in_a_closed_tip_is_danger(
    closed: Report, keys: SenderKeys, sign_in: Callable[[str], Client]
) -> None:
    Report.objects.update(alarmed=True)
    assert not untold_danger().exists()
    actions.raise_danger(keys, once="x")
    now = Report.objects.get()
    assert untold_danger().exists()
    assert (now.status, now.danger_now, now.urgency) == ("received", True, "immediate")
    assert now.due == deadlines(timezone.localdate(), Report.Urgency.IMMEDIATE).answer_by
    assert "danger" in _listed(sign_in("triage"), now.reference)


def test_a_file_opens_it_again_too_and_taking_the_file_away_changes_nothing(
    sender: Sender, code: str, closed: Report
) -> None:
    sender.come_back(code)
    sender.press("files", "/files/")
    photo = SimpleUploadedFile("photo.jpg", pictures.photo())
    sender.press("add", "/files/add/", file=photo)
    now = Report.objects.get()
    assert (now.files, now.status, now.unread) == (1, "received", True)
    assert now.due == deadlines(timezone.localdate(), now.urgency).answer_by
    assert now.rank == now.place_in_lists()


def test_a_form_sent_once_more_opens_it_again_when_its_words_were_changed(
    people: None, unlocked_triage: Unlocked
) -> None:
    keys = keys_of(new_code())
    report_submit(keys, answers={"story": "A story."}, language="en")
    services.record_view(unlocked_triage, Report.objects.get())
    _close(unlocked_triage)
    report_submit(keys, answers={"story": "A story."}, language="en")
    assert Report.objects.get().status == "closed"
    report_submit(keys, answers={"story": "Another story."}, language="en")
    assert Report.objects.get().status == "received"


def test_sent_twice_the_same_words_open_it_once(
    closed: Report, keys: SenderKeys, unlocked_triage: Unlocked
) -> None:
    actions.add_to_tip(keys, text="One thing more.", once="x")
    services.record_view(unlocked_triage, Report.objects.get())
    _close(unlocked_triage, seen=3, once="2")
    actions.add_to_tip(keys, text="One thing more.", once="x")
    assert Report.objects.get().status == "closed"
    assert StatusChange.objects.filter(status="received").count() == 1


def test_what_adds_nothing_leaves_it_closed(
    closed: Report, keys: SenderKeys, unlocked_triage: Unlocked
) -> None:
    services.reply_to_sender(unlocked_triage, closed, text="Goodbye.", once="1")
    actions.delete_message(keys, number=3)
    actions.withdraw(keys)
    actions.take_back(keys)
    now = Report.objects.get()
    assert (now.status, now.closing_by, now.due) == ("closed", None, None)
    assert not StatusChange.objects.filter(status="received").exists()
    actions.add_to_tip(keys, text="Words after all.", once="x")
    assert Report.objects.get().status == "received"


@pytest.mark.parametrize("status", ["received", "reading", "waiting", "passed_on"])
def test_an_open_tip_stands_where_it_stood(
    code: str, keys: SenderKeys, unlocked_triage: Unlocked, status: str
) -> None:
    Report.objects.update(status=status)
    actions.add_to_tip(keys, text="One thing more.", once="x")
    actions.raise_danger(keys, once="y")
    assert Report.objects.get().status == status
    assert not StatusChange.objects.exists()


def test_words_do_not_lead_out_of_the_quarantine_and_danger_does(
    closed: Report, keys: SenderKeys
) -> None:
    Report.objects.update(quarantined=True)
    actions.add_to_tip(keys, text="One thing more.", once="x")
    assert Report.objects.get().quarantined
    actions.raise_danger(keys, once="y")
    assert not Report.objects.get().quarantined


def test_the_sender_sees_the_day_and_that_it_waits_to_be_read(
    sender: Sender, code: str, closed: Report, unlocked_triage: Unlocked
) -> None:
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    sender.come_back(code)
    assert "The team has ended its work on it." in sender.text
    sender.press("add", "/reply/", text="One thing more.")
    steps = sender.text.partition('<ol class="mh-steps">')[2].partition("</ol>")[0]
    found = [steps.find(words) for words in (f"Closed {day}", f"<strong>Received {day}")]
    assert -1 < found[0] < found[1]
    assert "We have what you added. Nobody has read it yet." in sender.text
    services.record_view(unlocked_triage, Report.objects.get())
    sender.come_back(code)
    assert "Nobody has read it yet." not in sender.text
    assert f"<strong>Being read since {day}" in sender.text


def test_members_see_in_the_timeline_why_it_is_open_again(
    closed: Report, keys: SenderKeys, sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    sentence = "The sender wrote again, and so it was opened again"
    address = f"/staff/inbox/{closed.pk}/"
    browser = sign_in("lead")
    assert sentence not in _text(browser.get(address))
    actions.add_to_tip(keys, text="One thing more.", once="x")
    page = _text(browser.get(address))
    assert page.count(sentence) == 1
    assert page.index("moved it to “Closed”") < page.index(sentence)
    _close(unlocked_triage, seen=3, once="2")
    page = _text(browser.get(address))
    assert page.count(sentence) == 1
    first, _sentence, last = page.partition(sentence)
    assert [part.count("moved it to “Closed”") for part in (first, last)] == [1, 1]
    actions.add_to_tip(keys, text="And more.", once="y")
    assert _text(browser.get(address)).count(sentence) == 2


def test_the_trail_has_neither_an_event_nor_the_hour_of_it(
    closed: Report, keys: SenderKeys
) -> None:
    before = AuditEvent.objects.count()
    actions.add_to_tip(keys, text="One thing more.", once="x")
    assert AuditEvent.objects.count() == before


def test_a_member_who_acts_on_the_closed_tip_is_told_that_the_sender_wrote(
    closed: Report, keys: SenderKeys, sign_in: Callable[[str], Client], unlocked_triage: Unlocked
) -> None:
    actions.add_to_tip(keys, text="One thing more.", once="x")
    with pytest.raises(Stale):
        _close(unlocked_triage, seen=3, once="2")
    said = {"was": "closed", "status": "reading"}
    page = sign_in("lead").post(f"/staff/inbox/{closed.pk}/status/", said, follow=True)
    assert "The sender wrote again. Nothing was changed: read the new words first." in _text(page)
