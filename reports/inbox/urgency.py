"""How urgent a tip is, and whether somebody in it is in danger."""

from datetime import date

from django.db import transaction

from accounts import audit
from accounts.unlocked import Unlocked
from reports.deadlines import deadlines
from reports.inbox.holding import hold
from reports.inbox.staff_entries import Written, is_written, write_for_members
from reports.inbox.stale import Stale, refuse_unread
from reports.models import Entry, Report
from vault.identity import Identity

URGENCY, DANGER_OVER = "urgency", "danger_over"
"""What an entry with a reason is about."""


@transaction.atomic
def set_urgency(
    member: Unlocked,
    report: Report,
    case: Identity,
    *,
    was: str,
    to: Report.Urgency,
    text: str,
    once: str,
) -> None:
    """Says how urgent a tip is, and why; the deadlines that are not met follow.

    Raises Stale when it is not as urgent any more as it was, Unopenable.
    """
    held = hold(report)
    if is_written(member, held, once):
        return
    if held.urgency != was:
        raise Stale
    said = {"about": URGENCY, "code": to.value, "text": text}
    write_for_members(member, held, case, what=Written.REASON, said=said, once=once)
    held.change(urgency=to, **deadlines_of(held, to))
    audit.record("tip.urgency", by=member.user, target=f"tip/{report.pk}", to=to.value)


@transaction.atomic
def end_danger(
    member: Unlocked, report: Report, case: Identity, *, seen: int, text: str, once: str
) -> None:
    """Says that the danger is dealt with, and how. A new message about danger raises it again.

    Raises Stale when nobody is in danger any more, SenderWrote when the sender wrote after the
    entry `seen`: that may be a new danger. Raises Unopenable.
    """
    held = hold(report)
    if is_written(member, held, once):
        return
    if not held.danger_now:
        raise Stale
    refuse_unread(held, seen=seen)
    said = {"about": DANGER_OVER, "code": "", "text": text}
    write_for_members(member, held, case, what=Written.REASON, said=said, once=once)
    held.change(danger_now=False, alarmed=False)  # the next danger is told of again
    audit.record("tip.danger_over", by=member.user, target=f"tip/{report.pk}")


def deadlines_of(held: Report, urgency: str) -> dict[str, date]:
    """The deadlines that are not met yet, by another urgency."""
    changed = {}
    if held.acknowledged_on is None:
        changed["acknowledge_by"] = deadlines(held.received_on, urgency).acknowledge_by
    if held.answered_on is None:
        changed["answer_by"] = deadlines(_unanswered_since(held), urgency).answer_by
    return changed


def _unanswered_since(held: Report) -> date:
    """The day of what the sender wrote first after the last message to them."""
    last = held.entries.filter(kind=Entry.Kind.MESSAGE).order_by("-number").first()
    theirs = held.entries.filter(
        kind__in=(Entry.Kind.ANSWERS, Entry.Kind.ADDITION), number__gt=last.number if last else 0
    )
    first = theirs.order_by("number").first()
    return first.on if first else held.received_on
