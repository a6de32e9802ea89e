"""Changing several tips of the list at once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports import seals
from reports.deadlines import deadlines
from reports.inbox.bulk.actions import ACTIONS
from reports.inbox.reading import case_of
from reports.inbox.reasons import heading_of
from reports.inbox.staff_entries import open_entry
from reports.models import BulkUndo, Entry, Label, Report, StatusChange
from reports.statuses import MOVES, Because
from tests.member import intake_agency
from tests.reports.inbox.bulk.pages import BULK, BulkPages, send_tip

pytestmark = pytest.mark.django_db
Status = Report.Status


def _reasons(member: Unlocked, report: Report) -> list[dict[str, Any]]:
    entries = list(report.entries.filter(kind=Entry.Kind.STAFF).select_related("member"))
    believed = seals.authors_of(entries)
    case = case_of(member, report)
    return [open_entry(entry, case, believed=believed) for entry in entries]


def _events(action: str) -> list[tuple[str, dict[str, Any]]]:
    found = AuditEvent.objects.filter(action=action).order_by("number")
    return [(event.target, event.detail) for event in found]


def test_the_list_has_a_box_for_each_tip_and_a_bar_with_what_can_be_done(
    pages_of_bulk: BulkPages,
) -> None:
    tip = send_tip()
    page = pages_of_bulk.browser.get("/staff/inbox/").content.decode()
    assert f'name="tip" value="{tip.pk}" form="chosen"' in page
    assert f'<form id="chosen" class="mh-bulk" method="post" action="{BULK}">' in page
    for code in ("assign", "move", "urgency", "label", "unlabel"):
        assert f'<option value="{code}">' in page


def test_the_first_page_asks_for_the_value_and_changes_nothing(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "urgency")
    assert tip.reference in pages_of_bulk.text
    assert "Nothing is changed yet." in pages_of_bulk.text
    assert "There is a problem" not in pages_of_bulk.text
    assert '<option value="" selected>' in pages_of_bulk.text
    assert Report.objects.get().urgency == "unset"


def test_the_second_page_lists_each_tip_with_what_it_is_and_becomes(
    pages_of_bulk: BulkPages,
) -> None:
    one, other = send_tip("The first story."), send_tip("The second story.")
    Report.objects.filter(pk=other.pk).update(urgency="low")
    pages_of_bulk.from_the_list([one, other], "urgency")
    pages_of_bulk.go_on(value="high")
    rows = {row.partition("<")[0]: row for row in pages_of_bulk.text.split('scope="row">')[1:]}
    assert "The first story." in rows[one.reference]
    assert "Not assessed" in rows[one.reference]
    assert "<strong>High</strong>" in rows[one.reference]
    assert ">Low<" in rows[other.reference]
    assert "2 tips change" in pages_of_bulk.text
    assert set(Report.objects.values_list("urgency", flat=True)) == {"unset", "low"}
    assert not Entry.objects.filter(kind=Entry.Kind.STAFF).exists()
    assert not BulkUndo.objects.exists()


def test_assigning_several_tips(pages_of_bulk: BulkPages, unlocked_triage: Unlocked) -> None:
    tips = [send_tip(), send_tip(opened=False)]  # one that nobody opened can be given to somebody
    pages_of_bulk.change(tips, "assign", "lead", "Lita knows that place.")
    assert "2 tips are changed" in pages_of_bulk.text
    assert {tip.assignee.username for tip in Report.objects.all() if tip.assignee} == {"lead"}
    assert sorted(_events("tip.assigned")) == sorted(
        (f"tip/{tip.pk}", {"to": "lead"}) for tip in tips
    )
    for tip in tips:
        (reason,) = _reasons(unlocked_triage, tip)
        assert reason == {
            "about": "assigned",
            "as": "reason",
            "code": "lead",
            "text": "Lita knows that place.",
        }


def test_several_tips_can_be_nobodys(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    Report.objects.update(assignee=User.objects.get(username="lead"))
    pages_of_bulk.change([tip], "assign", "-")
    assert Report.objects.get().assignee is None
    assert _events("tip.assigned") == [(f"tip/{tip.pk}", {"to": ""})]


def test_moving_several_tips_tells_each_sender_the_day(pages_of_bulk: BulkPages) -> None:
    tips = [send_tip(), send_tip()]
    pages_of_bulk.change(tips, "move", "passed_on")
    assert set(Report.objects.values_list("status", flat=True)) == {"passed_on"}
    told = StatusChange.objects.filter(status="passed_on", on=timezone.localdate(), number=2)
    assert {change.report_id for change in told} == {tip.pk for tip in tips}
    assert len(_events("tip.moved")) == 2


def test_closing_several_tips_puts_them_last(pages_of_bulk: BulkPages) -> None:
    closed, open_one = send_tip(), send_tip()
    pages_of_bulk.change([closed], "move", "closed/answered")
    assert list(Report.objects.for_the_list()) == [open_one, closed]
    assert list(Report.objects.open()) == [open_one]


def test_closing_in_bulk_offers_the_reasons_that_need_one_person_and_no_others(
    pages_of_bulk: BulkPages,
) -> None:
    pages_of_bulk.from_the_list([send_tip()], "move")
    two = {row.because for row in MOVES if row.two_people}
    assert Because.NOT_RELATED in two
    for why in Because:
        assert (f'value="closed/{why}"' in pages_of_bulk.text) == (why not in two), why


def test_why_they_are_closed_is_sealed_on_each_as_when_one_is_closed(
    pages_of_bulk: BulkPages, unlocked_triage: Unlocked
) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "move", "closed/duplicate", "All three say the same.")
    (reason,) = _reasons(unlocked_triage, tip)
    assert heading_of(reason) == "Closed: Another tip says the same"
    assert _events("tip.moved") == [(f"tip/{tip.pk}", {"to": "closed"})]


def test_labels_are_put_on_and_taken_off_and_stand_in_no_clear_field(
    pages_of_bulk: BulkPages, unlocked_triage: Unlocked
) -> None:
    boats, urgent = (
        Label.objects.create(agency=intake_agency(), name=name) for name in ("Boats", "Ask again")
    )
    tip, other = send_tip(), send_tip()
    pages_of_bulk.change([tip, other], "label", boats.pk)
    pages_of_bulk.from_the_list([tip, other], "label")
    pages_of_bulk.go_on(value=urgent.pk)
    assert "<strong>Ask again, Boats</strong>" in pages_of_bulk.text
    pages_of_bulk.go_on(reason="They say one thing.")
    pages_of_bulk.change([other], "unlabel", boats.pk)
    carried = [_labels(unlocked_triage, Report.objects.get(pk=t.pk)) for t in (tip, other)]
    assert carried == [{boats.pk, urgent.pk}, {urgent.pk}]
    pages_of_bulk.undo()
    assert _labels(unlocked_triage, Report.objects.get(pk=other.pk)) == {boats.pk, urgent.pk}
    assert {str(detail) for _target, detail in _events("tip.labelled")} == {"{}"}
    assert not [event for event in AuditEvent.objects.all() if boats.pk in str(event.detail)]


def _labels(member: Unlocked, report: Report) -> set[str]:
    return set(seals.open_card(report, case_of(member, report))["labels"])


def test_a_label_out_of_use_is_not_put_on(pages_of_bulk: BulkPages) -> None:
    old = Label.objects.create(agency=intake_agency(), name="Old", retired=True)
    pages_of_bulk.from_the_list([send_tip()], "label", step="value", value=old.pk)
    assert "Choose one from the list." in pages_of_bulk.text


def test_every_reason_of_a_batch_has_a_heading_in_the_timeline(
    pages_of_bulk: BulkPages, unlocked_triage: Unlocked
) -> None:
    label = Label.objects.create(agency=intake_agency(), name="Boats")
    tip = send_tip()
    values = {
        "assign": "lead",
        "move": "waiting",
        "urgency": "low",
        "label": label.pk,
        "unlabel": label.pk,
    }
    for do, value in values.items():
        pages_of_bulk.change([tip], do, value)
    pages_of_bulk.undo()
    assert values.keys() == ACTIONS.keys()
    headings = [heading_of(reason) for reason in _reasons(unlocked_triage, tip)]
    assert all(headings)
    assert headings[-1] == "A change of several tips was taken back"


def test_the_deadlines_follow_the_urgency(pages_of_bulk: BulkPages) -> None:
    unread = send_tip(opened=False)
    met = send_tip()
    before = Report.objects.get(pk=met.pk)
    pages_of_bulk.change([unread, met], "urgency", "low")
    until = deadlines(unread.received_on, "low")
    unread.refresh_from_db()
    assert (unread.acknowledge_by, unread.answer_by) == (until.acknowledge_by, until.answer_by)
    after = Report.objects.get(pk=met.pk)
    assert after.acknowledge_by == before.acknowledge_by  # it was met: it does not move
    assert after.answer_by == until.answer_by
    assert after.rank == after.place_in_lists()


def test_the_trail_tells_of_the_whole_once_and_of_each_tip(pages_of_bulk: BulkPages) -> None:
    tips = [send_tip() for _number in range(3)]
    pages_of_bulk.change(tips, "move", "waiting", "Words that are sealed")
    assert _events("tips.bulk") == [("", {"do": "move", "tips": 3})]
    newest = AuditEvent.objects.order_by("-number")[:4]
    assert [event.action for event in newest] == ["tips.bulk", *["tip.moved"] * 3]
    assert not [event for event in AuditEvent.objects.all() if "sealed" in str(event.detail)]


def test_confirm_pressed_twice_changes_once(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "urgency")
    pages_of_bulk.go_on(value="high")
    form = {**pages_of_bulk.hidden, "reason": "Because."}
    for _press in range(2):
        answer = pages_of_bulk.browser.post(BULK, form, follow=True)
        assert "1 tip is changed" in answer.content.decode()
    assert len(_events("tips.bulk")) == 1
    assert Entry.objects.filter(kind=Entry.Kind.STAFF).count() == 1


def test_the_way_back_keeps_the_view_and_leads_nowhere_else(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "urgency", back="view=mine&status=reading")
    assert 'href="/staff/inbox/?view=mine&status=reading"' in pages_of_bulk.text
    pages_of_bulk.go_on(value="high")
    pages_of_bulk.go_on(reason="Because.")
    assert 'href="/staff/inbox/?view=mine&status=reading"' in pages_of_bulk.text
    pages_of_bulk.from_the_list([tip], "urgency", back='//evil.example/"><script>')
    assert 'href="/staff/inbox/?' in pages_of_bulk.text
    assert "<script>" not in pages_of_bulk.page.content.decode()


def test_nothing_sealed_is_in_what_is_kept_in_clear(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high", "Words that nobody else reads")
    undo = BulkUndo.objects.get()
    for planted in (str(tip.pk), tip.reference, "unset", "urgency"):
        assert planted.encode() not in bytes(undo.sealed)
    assert "Words that" not in str(pages_of_bulk.browser.session.items())
    assert tip.reference not in str(pages_of_bulk.browser.session.items())
    assert tip.reference not in str(pages_of_bulk.page.redirect_chain)


@pytest.mark.parametrize(
    ("do", "value"),
    [
        ("assign", "lead"),
        ("move", "waiting"),
        ("urgency", "low"),
        ("label", "one"),
        ("unlabel", "one"),
    ],
)
def test_the_queries_of_the_pages_do_not_grow_with_the_tips(
    pages_of_bulk: BulkPages, do: str, value: str
) -> None:
    Label.objects.create(pk="one", agency=intake_agency(), name="One")
    asked = []
    for number in (1, 5):
        tips = [send_tip() for _tip in range(number)]
        pages_of_bulk.from_the_list(tips, do)
        with CaptureQueriesContext(connection) as captured:
            pages_of_bulk.go_on(value=value)
        assert f"{number} tip" in pages_of_bulk.text
        asked.append(len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]))
    assert asked[0] == asked[1] <= 12
