"""Tips that a change of several leaves as they are, and says why."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox import services
from reports.models import BulkUndo, Report
from tests.reports.inbox.bulk.pages import BulkPages, send_tip

pytestmark = pytest.mark.django_db
Status = Report.Status


@pytest.mark.parametrize("goal", ["closed/answered", "waiting", "passed_on"])
def test_a_tip_not_yet_opened_cannot_be_closed_or_moved_in_bulk(
    pages_of_bulk: BulkPages, goal: str
) -> None:
    opened, fresh = send_tip(), send_tip(opened=False)
    pages_of_bulk.from_the_list([opened, fresh], "move")
    pages_of_bulk.go_on(value=goal)
    assert f"{fresh.reference} (Received): Nobody has opened it yet." in pages_of_bulk.text
    # Forged, too: what the page did not offer.
    pages_of_bulk.go_on(reason="Because.", shown=[f"{fresh.pk}:received"])
    assert "Nothing was changed." in pages_of_bulk.text
    fresh.refresh_from_db()
    assert fresh.status == Status.RECEIVED


def test_a_tip_with_words_that_nobody_has_read_cannot_be_closed_in_bulk(
    pages_of_bulk: BulkPages,
) -> None:
    tip = send_tip()
    Report.objects.update(unread=True)
    pages_of_bulk.from_the_list([tip], "move")
    pages_of_bulk.go_on(value="closed/answered")
    assert "The sender wrote, and nobody has read it yet." in pages_of_bulk.text
    assert "None of these tips would change." in pages_of_bulk.text
    assert 'name="reason"' not in pages_of_bulk.text


def test_a_tip_that_two_people_are_closing_is_not_moved_in_bulk(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    Report.objects.update(closing_by=User.objects.get(username="lead"))
    pages_of_bulk.from_the_list([tip], "move")
    pages_of_bulk.go_on(value="closed/answered")
    assert "A member proposed to close it" in pages_of_bulk.text


def test_a_move_that_is_not_in_the_table_is_said_and_not_made(pages_of_bulk: BulkPages) -> None:
    tip, other = send_tip(), send_tip()
    Report.objects.filter(pk=tip.pk).update(status=Status.CLOSED)
    pages_of_bulk.change([tip, other], "move", "waiting")
    assert f"{tip.reference}: " not in pages_of_bulk.text  # said before, on the page of the reason
    tip.refresh_from_db()
    assert tip.status == Status.CLOSED
    pages_of_bulk.from_the_list([tip], "move")
    pages_of_bulk.go_on(value="waiting")
    assert "cannot move there." in pages_of_bulk.text


def test_what_is_so_already_is_said(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    Report.objects.update(urgency="low")
    pages_of_bulk.from_the_list([tip], "urgency")
    pages_of_bulk.go_on(value="low")
    assert f"{tip.reference} (Low): It is so already." in pages_of_bulk.text


def test_a_tip_that_does_not_open_stays_as_it_is(pages_of_bulk: BulkPages) -> None:
    broken, whole = send_tip(), send_tip()
    Report.objects.filter(pk=broken.pk).update(sealed_case=whole.sealed_case)
    pages_of_bulk.from_the_list([broken, whole], "urgency")
    pages_of_bulk.go_on(value="low")
    assert f"{broken.reference} (Not assessed): It does not open." in pages_of_bulk.text
    pages_of_bulk.go_on(reason="x", shown=[f"{broken.pk}:unset", f"{whole.pk}:unset"])
    assert "1 tip is changed" in pages_of_bulk.text
    assert Report.objects.get(pk=broken.pk).urgency == "unset"


def test_what_changed_since_the_page_was_shown_is_passed_over_and_named(
    pages_of_bulk: BulkPages, lead: Unlocked
) -> None:
    changed, gone, rest = send_tip(), send_tip(), send_tip()
    pages_of_bulk.from_the_list([changed, gone, rest], "assign")
    pages_of_bulk.go_on(value="triage")
    services.assign(lead, changed, lead.user)
    Report.objects.filter(pk=gone.pk).update(withdrawn_on=timezone.localdate())
    pages_of_bulk.go_on(reason="Because.")
    assert "1 tip is changed" in pages_of_bulk.text
    assert "2 tips were left as they are" in pages_of_bulk.text
    assert f"{changed.reference}: Somebody changed it meanwhile." in pages_of_bulk.text
    assert f"It is now: {lead.user.full_name}." in pages_of_bulk.text
    assert f"{gone.reference}: It is not there any more." in pages_of_bulk.text
    changed.refresh_from_db()
    assert changed.assignee == lead.user
    assert Report.objects.get(pk=gone.pk).assignee is None
    assert Report.objects.get(pk=rest.pk).assignee == User.objects.get(username="triage")


def test_when_all_changed_meanwhile_the_page_says_so_and_keeps_the_reason(
    pages_of_bulk: BulkPages, lead: Unlocked
) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "assign")
    pages_of_bulk.go_on(value="triage")
    services.assign(lead, tip, lead.user)
    pages_of_bulk.go_on(reason="A reason that took long to write.")
    assert "Nothing was changed." in pages_of_bulk.text
    assert "A reason that took long to write." in pages_of_bulk.text
    assert not BulkUndo.objects.exists()
    # The page now shows what is: confirming once more does it.
    pages_of_bulk.go_on(reason="A reason that took long to write.")
    assert "1 tip is changed" in pages_of_bulk.text
