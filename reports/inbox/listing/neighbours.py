"""The tips before and after one, within the same filtered list."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Subquery
from django.http import QueryDict
from django.urls import reverse

from accounts.unlocked import Unlocked
from reports.inbox.filters import Desk
from reports.inbox.listing.asked import Asked
from reports.inbox.listing.paging import Mark
from reports.models import Report


@dataclass(frozen=True)
class Neighbours:
    """Addresses of the tips around one, of its list, and what they carry of that list."""

    previous: str | None
    next: str | None
    back: str
    query: str


def neighbours(member: Unlocked, report: Report, query: QueryDict) -> Neighbours:
    """What stands around a tip in the list that the address of its page names. One query.

    To be called before the tip is marked as read, since that may move it in the list.
    """
    asked = Asked.from_query(query, Desk.of(member))
    tips = asked.apply(Report.objects.visible_to(member))
    mark = Mark.at(report)
    kept = asked.as_query()
    around = Report.objects.filter(pk=report.pk).annotate(
        previous=Subquery(mark.before(tips).values("pk")[:1]),
        next=Subquery(mark.after(tips).values("pk")[:1]),
    )
    previous, following = around.values_list("previous", "next").first() or (None, None)
    return Neighbours(
        previous=_address(previous, kept),
        next=_address(following, kept),
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
