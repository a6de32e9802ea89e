"""The tips before and after one, within the same filtered list."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Subquery
from django.urls import reverse

from accounts.unlocked import Unlocked
from reports.inbox.listing.asked import Asked
from reports.inbox.listing.paging import Mark
from reports.models import Report
from reports.models.report import ReportQuerySet


@dataclass(frozen=True)
class Neighbours:
    """Addresses of the tips around one, of its list, and what they carry of that list."""

    previous: str | None
    next: str | None
    back: str
    query: str


def with_neighbours(tips: ReportQuerySet, asked: Asked, member: Unlocked) -> ReportQuerySet:
    """Tips to show, each with the ids of those around it in a list. No query of its own.

    What is read before a tip is marked as read: that may move it in the list.
    """
    there = asked.apply(Report.objects.visible_to(member))
    return tips.annotate(
        previous=Subquery(Mark.OUTER.before(there).values("pk")[:1]),
        next=Subquery(Mark.OUTER.after(there).values("pk")[:1]),
    )


def neighbours(report: Any, asked: Asked) -> Neighbours:
    """What stands around a tip that was read by `with_neighbours`."""
    kept = asked.as_query()
    return Neighbours(
        previous=_address(report.previous, kept),
        next=_address(report.next, kept),
        back=with_query(reverse("inbox_tips"), kept),
        query=kept,
    )


def address_of(tip: UUID, query: str) -> str:
    """The page of a tip that was opened from this list."""
    return with_query(reverse("inbox_tip", args=[tip]), query)


def with_query(path: str, query: str) -> str:
    """An address that carries a list."""
    return f"{path}?{query}" if query else path


def _address(tip: UUID | None, query: str) -> str | None:
    return address_of(tip, query) if tip else None
