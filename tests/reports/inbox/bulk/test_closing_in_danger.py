"""Several tips, one of them of danger, and closing."""

import pytest

from reports.models import Report
from tests.reports.inbox.bulk.pages import BulkPages, send_tip

pytestmark = pytest.mark.django_db
_SENTENCE = "The sender says danger. Say first how it was dealt with."


def test_in_bulk_it_stays_as_it_is_and_is_named(pages_of_bulk: BulkPages) -> None:
    tip, other = send_tip(), send_tip()
    tip.change(danger_now=True)
    pages_of_bulk.from_the_list([tip, other], "move")
    pages_of_bulk.go_on(value="closed/answered")
    assert f"{tip.reference} (Being read): {_SENTENCE}" in pages_of_bulk.text
    # Forged, too: what the page did not offer.
    pages_of_bulk.go_on(reason="Because.", shown=[f"{t.pk}:reading" for t in (tip, other)])
    assert f"{tip.reference}: {_SENTENCE}" in pages_of_bulk.text
    assert [Report.objects.get(pk=t.pk).is_closed for t in (tip, other)] == [False, True]


def test_in_bulk_it_is_moved_as_long_as_it_stays_open(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    tip.change(danger_now=True)
    pages_of_bulk.change([tip], "move", "waiting")
    assert Report.objects.get().status == "waiting"


def test_taking_a_reopening_back_closes_no_tip_of_danger(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    tip.change(status="closed")
    pages_of_bulk.change([tip], "move", "reading")
    Report.objects.get().change(danger_now=True)
    pages_of_bulk.undo()
    assert "It cannot become again what it was." in pages_of_bulk.text
    assert Report.objects.get().status == "reading"
