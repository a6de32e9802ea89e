"""Closing a tip: at once, or by two people."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.unlocked import Unlocked
from reports import seals, statuses
from reports.inbox.holding import hold
from reports.inbox.staff_entries import Written, is_written, open_entry, write_for_members
from reports.inbox.stale import Stale, refuse_unread
from reports.models import Entry, Report
from reports.statuses import Because
from vault.errors import Unopenable, VaultError
from vault.identity import Identity

CLOSED, PROPOSED, REFUSED = "closed", "closing_proposed", "closing_refused"
"""What an entry with a reason is about."""


class InDanger(Stale):
    """The sender says danger now: a tip that is closed stands in no list that members work from."""


class SamePerson(Exception):
    """Who proposed to close a tip cannot agree to it."""


@dataclass(frozen=True)
class Proposal:
    """What the first member wrote."""

    number: int
    because: Because
    text: str


@transaction.atomic
def close(
    member: Unlocked,
    report: Report,
    case: Identity,
    *,
    was: str,
    seen: int,
    because: str,
    text: str,
    once: str,
) -> bool:
    """Closes a tip, or proposes it where the table asks for two people: then it gives False.

    `was` is the status, and `seen` the sender's last entry, that the member decided on. Raises
    Stale, InDanger, SenderWrote, statuses.NoSuchMove, Unopenable.
    """
    held = hold(report)
    row = statuses.find_move(was, Report.Status.CLOSED, because)
    if is_written(member, held, once):
        return not row.two_people
    if held.status != was or held.closing_by is not None:
        raise Stale
    _refuse_danger(held)
    refuse_unread(held, seen=seen)
    about = PROPOSED if row.two_people else CLOSED
    said = {"about": about, "code": because, "text": text}
    write_for_members(member, held, case, what=Written.REASON, said=said, once=once)
    if row.two_people:
        held.change(closing_by=member.user)
        audit.record("tip.closing_proposed", by=member.user, target=f"tip/{report.pk}")
    else:
        statuses.move(held, Report.Status.CLOSED, because=because)
        audit.record("tip.moved", by=member.user, target=f"tip/{report.pk}", to=held.status)
    return not row.two_people


@transaction.atomic
def agree(member: Unlocked, report: Report, case: Identity, *, number: int, seen: int) -> None:
    """Closes a tip as somebody else proposed, in the entry of this number.

    Raises Stale when that proposal stands no more, InDanger, SenderWrote, SamePerson, and
    Unopenable when its reason is not what its author signed.
    """
    held = hold(report)
    proposal = proposal_of(held, case)
    if held.closing_by is not None and proposal is None:
        raise Unopenable
    if proposal is None or proposal.number != number:
        raise Stale
    if held.closing_by == member.user:
        raise SamePerson
    _refuse_danger(held)
    refuse_unread(held, seen=seen)
    closed = Report.Status.CLOSED
    statuses.move(held, closed, because=proposal.because, agreed=True)
    audit.record("tip.closing_agreed", by=member.user, target=f"tip/{report.pk}", to=closed.value)


@transaction.atomic
def refuse(
    member: Unlocked, report: Report, case: Identity, *, by: int, text: str, once: str
) -> None:
    """Takes the proposal of the member `by` back: somebody objects, or who made it thought again.

    Raises Stale when it stands no more, Unopenable.
    """
    held = hold(report)
    if is_written(member, held, once):
        return
    if held.closing_by_id is None or held.closing_by_id != by:
        raise Stale
    said = {"about": REFUSED, "code": "", "text": text}
    write_for_members(member, held, case, what=Written.REASON, said=said, once=once)
    held.change(closing_by=None)
    audit.record("tip.closing_refused", by=member.user, target=f"tip/{report.pk}")


def is_refused_for_danger(report: Report) -> bool:
    """Whether somebody has to say first how the danger was dealt with: see `urgency.end_danger`."""
    return report.danger_now


def _refuse_danger(held: Report) -> None:
    if is_refused_for_danger(held):
        raise InDanger


def proposal_of(report: Report, case: Identity) -> Proposal | None:
    """The proposal that stands; None when there is none, or none that its author signed."""
    if report.closing_by_id is None:
        return None
    entries = report.entries.filter(kind=Entry.Kind.STAFF, member_id=report.closing_by_id)
    rows = list(entries.select_related("member").order_by("-number"))
    believed = seals.authors_of(rows)
    for row in rows:
        try:
            said = open_entry(row, case, believed=believed)
        except VaultError:
            continue
        if said.get("about") == PROPOSED:
            return _proposal(row.number, said)
    return None


def _proposal(number: int, said: dict[str, Any]) -> Proposal:
    return Proposal(number, Because(said["code"]), str(said["text"]))
