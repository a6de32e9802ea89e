"""Who works on a tip."""

from django.db import transaction

from accounts import audit
from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox import services
from reports.inbox.holding import hold
from reports.inbox.staff_entries import Written, is_written, write_for_members
from reports.inbox.stale import Stale
from reports.models import Report
from vault.identity import Identity

HANDED_OVER = "handed_over"
"""What a note is about that goes with a tip to whoever works on it next."""


@transaction.atomic
def assign(member: Unlocked, report: Report, *, was: str, to: User | None) -> None:
    """Says who works on a tip. `was` is the name of the account that did. Raises Stale."""
    if _assignee_name(hold(report)) != was:
        raise Stale
    services.assign(member, report, to)


@transaction.atomic
def hand_over(
    member: Unlocked,
    report: Report,
    case: Identity,
    *,
    was: str,
    to: User,
    text: str,
    once: str,
) -> None:
    """Gives a tip to another member with a note, which may be empty. Raises Stale, Unopenable."""
    held = hold(report)
    if is_written(member, held, once):
        return
    if _assignee_name(held) != was:
        raise Stale
    if text:
        said = {"about": HANDED_OVER, "to": to.username, "text": text}
        write_for_members(member, held, case, what=Written.NOTE, said=said, once=once)
    held.change(assignee=to)
    audit.record("tip.handed_over", by=member.user, target=f"tip/{report.pk}", to=to.username)


def _assignee_name(held: Report) -> str:
    return held.assignee.username if held.assignee else ""
