"""The tips before and after one, within the same filtered list."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, Subquery
from django.http import QueryDict
from django.urls import reverse

from accounts.unlocked import Unlocked
from reports.inbox.filters import Desk
from reports.inbox.listing.asked import Asked
from reports.inbox.listing.paging import Mark, place_in
from reports.models import Report

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


def neighbours(member: Unlocked, report: Report, query: QueryDict) -> Neighbours:
    """What stands around a tip in the list that the address of its page names. One query.

    Where the address does not say where the tip stood, it is where it stands now: to be called
    before it is marked as read.
    """
    asked = Asked.from_query(query, Desk.of(member))
    tips = asked.apply(Report.objects.visible_to(member)).exclude(pk=report.pk)
    mark = _mark(report, query.get(AT, ""))
    kept = urlencode([*asked.pairs(), *place_in(query)])
    before, after = (Subquery(side(tips).values("pk")[:1]) for side in (mark.before, mark.after))
    either = Q(pk=before) | Q(pk=after)
    around = {
        mark.is_before(tip): address_of(tip, kept)
        for tip in Report.objects.filter(either).only("rank", "reference")
    }
    return Neighbours(
        previous=around.get(False),
        next=around.get(True),
        back=with_query(reverse("inbox_tips"), kept),
        query=kept,
    )


def address_of(report: Report, query: str) -> str:
    """The page of a tip that is opened from this list, where it stands now."""
    at = urlencode({AT: report.rank})
    return with_query(reverse("inbox_tip", args=[report.pk]), f"{query}&{at}" if query else at)


def with_query(path: str, query: str) -> str:
    """An address that carries a list."""
    return f"{path}?{query}" if query else path


def _mark(report: Report, written: str) -> Mark:
    """Where the tip stood when it was opened; a rank that is none is passed over."""
    rank = int(written) if _RANK.fullmatch(written) else report.rank
    return Mark(rank, report.reference)
