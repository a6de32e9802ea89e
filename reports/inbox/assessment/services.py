"""Keeping what members make of a tip. Nothing is overwritten: the newest counts."""

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.unlocked import Unlocked
from reports.inbox.holding import Card, change_card, hold
from reports.inbox.staff_entries import Written, is_written, newest, write_for_members
from reports.inbox.stale import Stale
from reports.inbox.written import written_by_members
from reports.models import Report
from vault.identity import Identity

_ON_THE_CARD = ("kinds", "municipality", "minors")
"""What lists and filters show of it, beside what the sender ticked."""


@transaction.atomic
def assess(
    member: Unlocked,
    report: Report,
    case: Identity,
    *,
    based_on: int,
    said: dict[str, Any],
    once: str,
) -> None:
    """Adds an assessment. `based_on` is the number of the one that the member saw, 0 for none.

    Raises Stale when there is a newer one, Unopenable.
    """
    held = hold(report)
    if is_written(member, held, once):
        return
    last = newest(written_by_members(held, case), Written.ASSESSMENT)
    if (last["number"] if last else 0) != based_on:
        raise Stale
    write_for_members(member, held, case, what=Written.ASSESSMENT, said=said, once=once)

    def change(card: Card) -> Card:
        return {**card, "assessed": {name: said[name] for name in _ON_THE_CARD}}

    change_card(held, case, change)
    audit.record("tip.assessed", by=member.user, target=f"tip/{report.pk}")
