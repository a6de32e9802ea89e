"""Linking two tips, and closing one as a duplicate of another.

What two tips are to each other stands in their sealed cards alone. An act leaves one event, on the
tip that the member acted on: two at once would tell the trail's readers which belong together.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox import statuses
from reports.inbox.holding import Card, change_card
from reports.inbox.reading import Row, case_of
from reports.inbox.search.walk import open_cards
from reports.inbox.stale import SenderWrote
from reports.models import Report
from reports.questions import questions_now
from vault.errors import Unopenable
from vault.identity import Identity

MOST = 50
"""Tips that are linked with one. Its card stays small."""


class Relation(TextChoices):
    """What another tip is to this one."""

    LINKED = "linked", _("Linked")
    MAIN = "main", _("This tip is a duplicate of it")
    DUPLICATE = "duplicate", _("It is a duplicate of this tip")


_SEEN_FROM_THERE = {
    Relation.LINKED: Relation.LINKED,
    Relation.MAIN: Relation.DUPLICATE,
    Relation.DUPLICATE: Relation.MAIN,
}


class SameTip(Exception):
    """A tip is not linked with itself."""


class LinkedOtherwise(Exception):
    """The two are linked as something else."""


class IsDuplicate(Exception):
    """The other tip is itself a duplicate of a third."""


class ClosingProposed(Exception):
    """A member proposed to close the tip for another reason, and a second one decides."""


class TooManyLinks(Exception):
    """One of the two is linked with as many as can be."""


class Damaged(Unopenable):
    """One of the two does not open."""

    def __init__(self, report: Report) -> None:
        self.report = report


@dataclass(frozen=True)
class RelatedTip:
    """A tip that is linked with the one on the page."""

    row: Row
    relation: Relation


@dataclass(frozen=True)
class _Held:
    report: Report
    case: Identity
    card: Card


@transaction.atomic
def link(member: Unlocked, report: Report, other: UUID, *, to: Relation) -> None:
    """Links two tips; as MAIN it also closes this one. The second time it changes nothing.

    Both senders keep their codes and their threads. Raises SameTip, LinkedOtherwise, IsDuplicate,
    TooManyLinks, Damaged, what stands in the way of closing (statuses.NoSuchMove, SenderWrote,
    ClosingProposed), and Report.DoesNotExist when one is gone.
    """
    if other == report.pk:
        raise SameTip
    this, that = _hold_both(member, report.pk, other)
    known = _relation(this.card, other)
    if known == to:
        return
    if known not in {None, Relation.LINKED} or to == Relation.DUPLICATE:
        raise LinkedOtherwise
    if to == Relation.MAIN and _is_duplicate(that.card):
        raise IsDuplicate
    _relate(this, other, to)
    _relate(that, report.pk, _SEEN_FROM_THERE[to])
    if to == Relation.MAIN and not this.report.is_closed:
        _close(member, this.report)
    audit.record("tip.linked", by=member.user, target=f"tip/{report.pk}")


@transaction.atomic
def unlink(member: Unlocked, report: Report, other: UUID) -> None:
    """Takes a link away; a duplicate that is closed stays so. Nothing happens without a link.

    Raises Damaged, and Report.DoesNotExist when this tip is gone. The other may be.
    """
    held = _hold(member, {report.pk, other})
    this, that = held.get(report.pk), held.get(other)
    if this is None:
        raise Report.DoesNotExist
    if _relation(this.card, other) is None:
        return
    _relate(this, other, None)
    if that is not None:
        _relate(that, report.pk, None)
    audit.record("tip.unlinked", by=member.user, target=f"tip/{report.pk}")


def related_of(member: Unlocked, card: dict[str, Any] | None) -> list[RelatedTip]:
    """The tips that a card is linked with, as far as this member sees and opens them."""
    known = {other["tip"]: Relation(other["as"]) for other in (card or {}).get("related", [])}
    if not known:
        return []
    reports = list(Report.objects.visible_to(member).filter(pk__in=known).order_by("reference"))
    for report in reports:
        report.epoch = member.agency_keys[report.epoch_id].epoch
    questions = questions_now()
    return [
        RelatedTip(Row(one.report, one.card, questions), known[str(one.report.pk)])
        for one in open_cards(member, reports)
    ]


def _close(member: Unlocked, held: Report) -> None:
    """Closes a tip as a duplicate, on the same terms as its own page closes one."""
    closed = Report.Status.CLOSED
    statuses.find_move(held.status, closed, statuses.Because.DUPLICATE)
    if held.unread:
        raise SenderWrote
    if held.closing_by_id is not None:
        raise ClosingProposed
    statuses.move(held, closed, because=statuses.Because.DUPLICATE)
    audit.record("tip.moved", by=member.user, target=f"tip/{held.pk}", to=closed.value)


def _hold_both(member: Unlocked, one: UUID, other: UUID) -> tuple[_Held, _Held]:
    held = _hold(member, {one, other})
    if len(held) < len({one, other}):
        raise Report.DoesNotExist
    return held[one], held[other]


def _hold(member: Unlocked, chosen: set[UUID]) -> dict[UUID, _Held]:
    """In the order of their ids, so that two who link the same tips wait for each other."""
    rows = Report.objects.visible_to(member).filter(pk__in=chosen).order_by("pk")
    return {row.pk: _open(member, row) for row in rows.select_for_update()}


def _open(member: Unlocked, held: Report) -> _Held:
    held.epoch = member.agency_keys[held.epoch_id].epoch
    try:
        case = case_of(member, held)
        return _Held(held, case, seals.open_card(held, case))
    except Unopenable:
        raise Damaged(held) from None


def _relation(card: Card, other: UUID) -> Relation | None:
    found = [one["as"] for one in card.get("related", []) if one["tip"] == str(other)]
    return Relation(found[0]) if found else None


def _is_duplicate(card: Card) -> bool:
    return any(one["as"] == Relation.MAIN for one in card.get("related", []))


def _relate(held: _Held, other: UUID, to: Relation | None) -> None:
    related = [one for one in held.card.get("related", []) if one["tip"] != str(other)]
    if to is not None:
        if len(related) >= MOST:
            raise TooManyLinks
        related.append({"tip": str(other), "as": to.value})
    change_card(held.report, held.case, lambda card: {**card, "related": related})
