"""The tips before and after one, within the same filtered list."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.urls import reverse

from accounts.unlocked import Unlocked
from reports.inbox.filters import Desk
from reports.inbox.listing.asked import Asked
from reports.inbox.listing.paging import Mark, place_in
from reports.models import Report
from reports.models.report import ReportQuerySet

AT = "at"
"""In the address of a tip: its rank when it was opened. What is done with it moves it in its list,
and the way on is from where it stood."""
_RANK = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True)
class Neighbours:
    """Addresses of the tips around one, of its list, and what they carry of that list."""

    previous: str | None
    next: str | None
    back: str
    query: str


def with_neighbours(tips: ReportQuerySet, member: Unlocked, query: QueryDict) -> ReportQuerySet:
    """Tips to show, each with those around it in the list that its address names. No query.

    Where the address does not say where the tip stood, it is where it stands now: to be read before
    it is marked as read.
    """
    asked = Asked.from_query(query, Desk.of(member))
    there = asked.apply(Report.objects.visible_to(member)).exclude(pk=OuterRef("pk"))
    written = query.get(AT, "")  # a rank that is none is passed over
    mark = Mark.of_each(int(written) if _RANK.fullmatch(written) else None)
    before, after = mark.before(there), mark.after(there)
    return tips.annotate(
        previous=Subquery(before.values("pk")[:1]),
        previous_rank=Subquery(before.values("rank")[:1]),
        next=Subquery(after.values("pk")[:1]),
        next_rank=Subquery(after.values("rank")[:1]),
    )


def neighbours(report: Any, member: Unlocked, query: QueryDict) -> Neighbours:
    """What stands around a tip that was read by `with_neighbours`, with this address."""
    asked = Asked.from_query(query, Desk.of(member))
    kept = urlencode([*asked.pairs(), *place_in(query)])
    return Neighbours(
        previous=_address(report.previous, report.previous_rank, kept),
        next=_address(report.next, report.next_rank, kept),
        back=with_query(reverse("inbox_tips"), kept),
        query=kept,
    )


def address_of(report: Report, query: str) -> str:
    """The page of a tip that is opened from this list, where it stands now."""
    return _of(report.pk, report.rank, query)


def with_query(path: str, query: str) -> str:
    """An address that carries a list."""
    return f"{path}?{query}" if query else path


def _address(tip: UUID | None, rank: int, query: str) -> str | None:
    return None if tip is None else _of(tip, rank, query)


def _of(tip: UUID, rank: int, query: str) -> str:
    at = urlencode({AT: rank})
    return with_query(reverse("inbox_tip", args=[tip]), f"{query}&{at}" if query else at)
