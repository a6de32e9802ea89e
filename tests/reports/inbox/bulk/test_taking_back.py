"""A batch is taken back for one minute, and never over what somebody changed since."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.agencies import remove_member
from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from portal.management.commands.work import JOBS
from reports.inbox import services
from reports.models import BulkUndo, Entry, Report, StatusChange
from reports.models.bulk_undo import forget_undos
from tests.member import intake_agency
from tests.reports.inbox.bulk.pages import BULK, BulkPages, send_tip

pytestmark = pytest.mark.django_db
Status = Report.Status


def _later(seconds: int) -> None:
    """So many seconds pass."""
    for undo in BulkUndo.objects.all():
        undo.made_at -= timedelta(seconds=seconds)
        undo.save()


def test_each_tip_is_again_what_it_was(pages_of_bulk: BulkPages, lead: Unlocked) -> None:
    free, taken = send_tip(), send_tip()
    services.assign(lead, taken, lead.user)
    pages_of_bulk.change([free, taken], "assign", "triage")
    assert {tip.assignee.username for tip in Report.objects.all() if tip.assignee} == {"triage"}
    pages_of_bulk.undo()
    assert "2 tips are again what they were" in pages_of_bulk.text
    free.refresh_from_db()
    taken.refresh_from_db()
    assert (free.assignee, taken.assignee) == (None, lead.user)
    assert not BulkUndo.objects.exists()


def test_taking_back_is_in_the_trail_and_on_each_tip(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "move", "closed/answered")
    pages_of_bulk.undo()
    events = AuditEvent.objects.order_by("-number")[:4]
    assert [(event.action, event.target) for event in events] == [
        ("tips.bulk_undone", ""),
        ("tip.moved", f"tip/{tip.pk}"),
        ("tips.bulk", ""),
        ("tip.moved", f"tip/{tip.pk}"),
    ]
    assert events[1].detail == {"to": "reading"}
    assert Entry.objects.filter(kind=Entry.Kind.STAFF).count() == 2


def test_a_move_taken_back_is_not_told_to_the_sender(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    before = Report.objects.get()
    pages_of_bulk.change([tip], "move", "closed/answered")
    pages_of_bulk.undo()
    assert [change.status for change in StatusChange.objects.all()] == ["reading"]
    after = Report.objects.get()
    assert (after.status, after.rank) == (before.status, before.rank)


def test_a_tip_is_not_closed_again_over_what_its_sender_wrote_within_the_minute(
    pages_of_bulk: BulkPages,
) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "move", "closed/answered")
    _later(61)
    pages_of_bulk.change([tip], "move", "reading")
    Report.objects.get().change(unread=True)  # as the sender's words do
    pages_of_bulk.undo()
    assert "It cannot become again what it was." in pages_of_bulk.text
    assert Report.objects.get().status == "reading"


def test_deadlines_go_back_with_the_urgency(pages_of_bulk: BulkPages) -> None:
    tip = send_tip(opened=False)
    before = Report.objects.get(pk=tip.pk)
    pages_of_bulk.change([tip], "urgency", "immediate")
    pages_of_bulk.undo()
    after = Report.objects.get(pk=tip.pk)
    for name in ("urgency", "acknowledge_by", "answer_by", "rank"):
        assert getattr(after, name) == getattr(before, name), name


def test_what_somebody_changed_since_stays_and_is_named(
    pages_of_bulk: BulkPages, lead: Unlocked
) -> None:
    tips = [send_tip(), send_tip()]
    pages_of_bulk.change(tips, "assign", "triage")
    services.assign(lead, tips[0], lead.user)
    pages_of_bulk.undo()
    assert f"{tips[0].reference}: It was changed once more since." in pages_of_bulk.text
    assert "1 tip is again what it was" in pages_of_bulk.text
    tips[0].refresh_from_db()
    tips[1].refresh_from_db()
    assert (tips[0].assignee, tips[1].assignee) == (lead.user, None)


def test_what_somebody_changed_to_the_same_value_stays_too(
    pages_of_bulk: BulkPages, lead: Unlocked
) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "move", "waiting")
    services.set_status(lead, tip, to=Status.READING)
    services.set_status(lead, tip, to=Status.WAITING)
    pages_of_bulk.undo()
    assert "It was changed once more since." in pages_of_bulk.text
    assert Report.objects.get().status == Status.WAITING


def test_another_kind_of_change_since_does_not_stand_in_the_way(
    pages_of_bulk: BulkPages, lead: Unlocked
) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high")
    services.assign(lead, tip, lead.user)
    services.set_status(lead, tip, to=Status.WAITING)
    pages_of_bulk.undo()
    after = Report.objects.get()
    assert (after.urgency, after.assignee, after.status) == ("unset", lead.user, "waiting")


def test_a_tip_withdrawn_since_is_passed_over(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high")
    Report.objects.update(withdrawn_on=timezone.localdate())
    pages_of_bulk.undo()
    assert f"{tip.reference}: It is not there any more." in pages_of_bulk.text
    assert Report.objects.get().urgency == "high"


def test_a_tip_does_not_go_back_to_somebody_who_left(
    pages_of_bulk: BulkPages, lead: Unlocked, sign_in: Callable[[str], Client]
) -> None:
    tip = send_tip()
    services.assign(lead, tip, User.objects.get(username="triage"))
    pages = BulkPages(sign_in("lead"))
    pages.change([tip], "assign", "lead")
    remove_member(lead, User.objects.get(username="triage"), agency=intake_agency())
    pages.undo()
    assert f"{tip.reference}: It cannot become again what it was." in pages.text
    assert Report.objects.get().assignee == lead.user


def test_after_a_minute_it_is_too_late_and_the_row_is_gone(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high")
    _later(61)
    pages_of_bulk.undo()
    assert pages_of_bulk.page.status_code == 410
    assert "The minute for it is over" in pages_of_bulk.text
    assert Report.objects.get().urgency == "high"
    assert not BulkUndo.objects.exists()


def test_within_the_minute_it_is_not_too_late(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high")
    _later(45)
    pages_of_bulk.undo()
    assert Report.objects.get().urgency == "unset"


def test_undo_pressed_twice_takes_back_once(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high")
    shown = pages_of_bulk.page
    pages_of_bulk.undo()
    pages_of_bulk.page = shown
    pages_of_bulk.undo()
    assert "or it was taken back already" in pages_of_bulk.text
    assert AuditEvent.objects.filter(action="tips.bulk_undone").count() == 1


def test_only_who_changed_them_takes_it_back(
    pages_of_bulk: BulkPages, sign_in: Callable[[str], Client]
) -> None:
    tip = send_tip()
    pages_of_bulk.change([tip], "urgency", "high")
    undo = BulkUndo.objects.get()
    lead = sign_in("lead")
    assert lead.get(f"{BULK}{undo.pk}/").status_code == 410
    assert lead.post(f"{BULK}{undo.pk}/undo/").status_code == 410
    assert Report.objects.get().urgency == "high"
    assert BulkUndo.objects.get() == undo
    # The row made theirs in the database does not open with their keys.
    BulkUndo.objects.update(member=User.objects.get(username="lead"))
    assert lead.post(f"{BULK}{undo.pk}/undo/").status_code == 503
    assert Report.objects.get().urgency == "high"


def test_a_batch_that_never_was_looks_like_one_that_is_over(pages_of_bulk: BulkPages) -> None:
    browser = pages_of_bulk.browser
    assert browser.get(f"{BULK}{uuid4()}/").status_code == 410
    assert browser.post(f"{BULK}{uuid4()}/undo/").status_code == 410
    assert browser.get(f"{BULK}x/").status_code == 404
    assert browser.get(f"{BULK}{uuid4()}/undo/").status_code == 405


def test_what_was_sealed_by_somebody_else_is_not_believed(
    pages_of_bulk: BulkPages, lead: Unlocked
) -> None:
    one, other = send_tip(), send_tip()
    pages_of_bulk.change([one], "urgency", "high")
    first = BulkUndo.objects.get()
    pages_of_bulk.change([other], "urgency", "low")
    BulkUndo.objects.exclude(pk=first.pk).update(sealed=first.sealed)
    pages_of_bulk.undo()
    assert pages_of_bulk.page.status_code == 503
    assert set(Report.objects.values_list("urgency", flat=True)) == {"high", "low"}


def test_the_worker_deletes_what_is_over_and_nothing_else(pages_of_bulk: BulkPages) -> None:
    assert forget_undos in JOBS
    pages_of_bulk.change([send_tip()], "urgency", "high")
    _later(61)
    triage = User.objects.get(username="triage")
    young = BulkUndo.objects.create(member=triage, sealed=b"")
    forget_undos()
    assert list(BulkUndo.objects.all()) == [young]
