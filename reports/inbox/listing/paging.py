"""Pages of a list that begin after a tip, and not at a number: each costs the same."""

import re
from dataclasses import dataclass
from typing import cast

from django.db.models import OuterRef, Q
from django.http import QueryDict

from reports.models import Report
from reports.models.report import ReportQuerySet

_MARK = re.compile(r"(-?[0-9]{1,9})\.([2-9A-Z]{4}-[2-9A-Z]{4})")


@dataclass(frozen=True)
class Mark:
    """A place in a list: that of a tip, or of one that was there."""

    rank: int
    reference: str

    @classmethod
    def read(cls, written: str) -> "Mark | None":
        """The place that an address names; None when it is none."""
        found = _MARK.fullmatch(written)
        return cls(int(found[1]), found[2]) if found else None

    @classmethod
    def at(cls, report: Report) -> "Mark":
        """The place of a tip."""
        return cls(report.rank, report.reference)

    def __str__(self) -> str:
        return f"{self.rank}.{self.reference}"

    @classmethod
    def of_each(cls, rank: int | None = None) -> "Mark":
        """The place of each tip of a query around this one; where a rank is given, all have it."""
        outer = cast("int", OuterRef("rank")) if rank is None else rank
        return cls(outer, cast("str", OuterRef("reference")))

    def after(self, reports: ReportQuerySet) -> ReportQuerySet:
        """What comes after this place, the nearest first."""
        here = Q(rank=self.rank, reference__lte=self.reference)
        return reports.filter(Q(rank__gte=self.rank) & ~here).order_by("rank", "reference")

    def before(self, reports: ReportQuerySet) -> ReportQuerySet:
        """What comes before this place, the nearest first."""
        here = Q(rank=self.rank, reference__gte=self.reference)
        return reports.filter(Q(rank__lte=self.rank) & ~here).order_by("-rank", "-reference")


PLACES = ("after", "before")
"""The names in an address that say where a page begins or ends."""


def place_in(query: QueryDict) -> list[tuple[str, str]]:
    """Where the page begins that an address names, unless that is no place."""
    written = ((name, str(query.get(name, ""))) for name in PLACES)
    return [(name, place) for name, place in written if Mark.read(place)]


@dataclass(frozen=True)
class Page:
    """The tips of one page, and the marks of the pages around it."""

    reports: list[Report]
    previous: Mark | None
    next: Mark | None


def page_of(
    reports: ReportQuerySet, rows: int, *, after: Mark | None = None, before: Mark | None = None
) -> Page:
    """A page of so many rows. One that would begin before the first tip is the first page."""
    if before is not None:
        found = list(before.before(reports)[: rows + 1])
        if len(found) > rows:
            found = found[rows - 1 :: -1]
            return Page(found, Mark.at(found[0]), Mark.at(found[-1]))
        after = None
    ordered = after.after(reports) if after else reports.order_by("rank", "reference")
    found = list(ordered[: rows + 1])
    more = len(found) > rows
    found = found[:rows]
    return Page(
        found,
        (Mark.at(found[0]) if found else after) if after else None,
        Mark.at(found[-1]) if more else None,
    )
