"""How the database finds the first page of a view: along an index, sorting nothing."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.unlocked import Unlocked
from reports.inbox.filters import Desk
from reports.inbox.listing.paging import Mark
from reports.inbox.listing.standing import STANDING
from reports.models import Report
from tests.reports.inbox.tips import make_tips

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="the plans of PostgreSQL: bench/inbox"
    ),
]


def _plans(member: Unlocked, slug: str) -> list[str]:
    """The plans of the first page, of one after it, and of one before."""
    tips = STANDING[slug].of(Report.objects.visible_to(member), Desk.of(member))
    joined = tips.select_related("epoch__agency", "assignee")
    mark = Mark(740_000, "R7QK-MD42")
    pages: tuple[QuerySet[Report, Any], ...] = (
        joined.order_by("rank", "reference"),
        mark.after(joined),
        mark.before(joined),
        tips.order_by("rank", "reference").values("rank"),
    )
    return [page[:51].explain() for page in pages]


@pytest.mark.parametrize("slug", STANDING)
def test_a_view_is_walked_along_its_index(unlocked_triage: Unlocked, slug: str) -> None:
    make_tips(3)
    for plan in _plans(unlocked_triage, slug):
        assert "USING INDEX reports_list" in plan or "COVERING INDEX reports_list" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize("slug", STANDING)
def test_counting_a_view_reads_no_row(unlocked_triage: Unlocked, slug: str) -> None:
    *_pages, counting = _plans(unlocked_triage, slug)
    assert "COVERING INDEX reports_list" in counting, counting


@pytest.mark.parametrize("slug", STANDING)
def test_so_it_is_with_the_keys_of_more_than_one_epoch(
    unlocked_triage: Unlocked, slug: str
) -> None:
    keys = unlocked_triage.agency_keys
    (key,) = keys.values()
    keys.update(dict.fromkeys((key.epoch_id + 1, key.epoch_id + 2), key))
    for plan in _plans(unlocked_triage, slug):
        assert "INDEX reports_list" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
