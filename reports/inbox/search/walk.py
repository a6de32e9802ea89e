"""Opening the cards of many tips, in the order of the lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import case_of
from reports.models import Report
from reports.models.report import ReportQuerySet
from vault.errors import Unopenable
from vault.identity import Identity

AT_ONCE = 500
"""Rows of one query: a third of a second of opening, and as long until a Stop is noticed."""


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A tip with its card, and the identity that opened it."""

    report: Report
    card: dict[str, Any]
    case: Identity


def chunks(member: Unlocked, tips: ReportQuerySet) -> Iterator[list[Report]]:
    """The tips, by rank and reference, some at a time.

    Each query begins behind the last one: no cursor and no transaction is open between them. A tip
    whose rank changes meanwhile may come twice or not at all.
    """
    ordered = tips.order_by("rank", "reference")
    found = list(ordered[:AT_ONCE])
    while found:
        for report in found:
            # The row that came with the member's keys: the epoch of each tip is no query of its own
            report.epoch = member.agency_keys[report.epoch_id].epoch
        yield found
        last = found[-1]
        behind = Q(rank__gt=last.rank) | Q(rank=last.rank, reference__gt=last.reference)
        # The first condition says nothing new, but lets a database begin at the right place.
        found = list(ordered.filter(rank__gte=last.rank).filter(behind)[:AT_ONCE])


def open_cards(member: Unlocked, reports: list[Report]) -> Iterator[OpenCard]:
    """Those of the tips that open."""
    for report in reports:
        try:
            case = case_of(member, report)
            yield OpenCard(report, seals.open_card(report, case), case)
        except Unopenable:
            continue
