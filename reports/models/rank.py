"""Where a tip stands in every list: one number, so that one index orders a million tips."""

from datetime import date

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
