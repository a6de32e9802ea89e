"""How many tips come to the whole site: a number for each hour, and nothing for each tip.

Under pressure whoever sends waits a moment with a ticket; above that, tips are put aside in the
quarantine, where members look when the flood is over. Danger waits for neither.
"""

import time

from reports.intake import counters
from reports.intake.tickets import Hold, Ticket, Wait
from reports.thresholds import thresholds

_HOUR = 60 * 60  # seconds


def count_tip() -> None:
    """One more tip in this hour."""
    counters.add(_counter(0), 1, lifetime=2 * _HOUR)


def tips_in_the_last_hour() -> float:
    """Those of the present hour, and the part of the last one's that is not over yet.

    Counters of whole hours, so that not even the cache tells when in the hour a tip came.
    """
    present, before = counters.values(_counter(0), _counter(1))
    return present + before * (1 - time.time() % _HOUR / _HOUR)


def ask_to_wait(ticket: Ticket, *, danger_now: bool) -> None:
    """Raises Hold under pressure, once for each form."""
    if danger_now or ticket.passed or Wait.PRESSURE in ticket.waited:
        return
    limits = thresholds()
    if tips_in_the_last_hour() >= limits.wait_from:
        raise Hold(Wait.PRESSURE, limits.wait_seconds)


def puts_aside(*, danger_now: bool) -> bool:
    """Whether a tip goes to the quarantine."""
    return not danger_now and tips_in_the_last_hour() >= thresholds().quarantine_from


def _counter(hours_ago: int) -> str:
    return f"tips:{int(time.time()) // _HOUR - hours_ago}"
