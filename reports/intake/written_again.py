"""What the sender's writing again does to a tip: it is open and unread, and an answer is due."""

from datetime import date
from uuid import UUID

from reports import statuses
from reports.deadlines import deadlines
from reports.models import Entry, Report


def save_addition(
    report: UUID, *, number: int, on: date, sealed: bytes, mark: bytes, danger_now: bool
) -> None:
    """Stores what the sender added, and shows the tip as unread, open again if it was closed.

    `danger_now` raises it, out of the quarantine, too: danger waits for the end of no flood.
    """
    Entry.objects.create(
        report_id=report,
        number=number,
        kind=Entry.Kind.ADDITION,
        on=on,
        sealed=sealed,
        mark=mark,
    )
    show_to_members(Report.objects.get(pk=report), on=on, danger_now=danger_now)


def show_to_members(tip: Report, *, on: date, danger_now: bool = False) -> None:
    """Shows that the sender of a tip that the caller holds wrote again.

    A closed one is received once more: what is closed stands in no list that members work from.
    """
    due = _what_is_due(tip, on=on, danger_now=danger_now)
    if tip.is_closed:
        statuses.move(tip, Report.Status.RECEIVED, by_sender=True)
    tip.change(unread=True, **due)


def _what_is_due(tip: Report, *, on: date, danger_now: bool) -> dict[str, object]:
    """What changes when the sender writes again: a new answer is due, and sooner in danger."""
    raised: dict[str, object] = {}
    urgency = tip.urgency
    if danger_now:
        urgency = Report.Urgency.IMMEDIATE
        raised = {
            "danger_now": True,
            "alarmed": False,
            "quarantined": False,
            "urgency": urgency,
        }
    until = deadlines(on, urgency).answer_by
    # What was open when it was closed is not owed any more.
    if not tip.is_closed and tip.answered_on is None and tip.answer_by is not None:
        until = min(until, tip.answer_by)
    # Who would close it has not read this.
    return {**raised, "answer_by": until, "answered_on": None, "closing_by": None}
