"""Where a tip stands in every list: one number, so that one index orders a million tips."""

from datetime import date

from django.db.models import Q

_DANGER = -10_000_000
_NOT_DUE = 5_000_000
CLOSED = 10_000_000
"""Ranks from here on are those of closed tips. Days since year 1 never reach a step."""


def rank_of(*, danger_now: bool, closed: bool, due: date | None, received_on: date) -> int:
    """The rank; the smaller, the nearer to the top.

    Danger first, then what is due soonest (and so overdue tips before others), then what is not
    due, oldest first, and last what is closed, newest first.
    """
    if closed:
        return 2 * CLOSED - received_on.toordinal()
    day = due.toordinal() if due else _NOT_DUE + received_on.toordinal()
    return day + _DANGER if danger_now else day


def due_from_to(first: date, last: date) -> Q:
    """The open tips that are due on one of these days, in danger or not."""
    return _between(first.toordinal(), last.toordinal())


def overdue(today: date) -> Q:
    """The open tips whose next deadline has passed."""
    return _between(1, today.toordinal() - 1)


def due_never() -> Q:
    """The open tips for which nothing is due."""
    return _between(_NOT_DUE, CLOSED - 1)


def in_danger() -> Q:
    """The open tips of danger now."""
    return Q(rank__lt=0)


def _between(first: int, last: int) -> Q:
    """Both ranges of ranks, that of danger and the other, as one range with a gap.

    Not as an OR, with which SQLite would walk along two indexes and sort what it found.
    """
    whole = Q(rank__gte=_DANGER + first, rank__lte=last)
    return whole & ~Q(rank__gt=_DANGER + last, rank__lt=first)
