"""How far an activity is, and where it may go from there. Being late is counted, never kept."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from committee_pages.plan.days import span


class State(models.TextChoices):
    """How far an activity is, as far as anybody said."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    NO_REPORT = "no_report", _("No report")


# What is done and was said too early is under way again; what was stopped is planned anew.
MOVES: dict[State, tuple[State, ...]] = {
    State.PLANNED: (State.UNDER_WAY, State.DONE, State.STOPPED, State.NO_REPORT),
    State.UNDER_WAY: (State.DONE, State.STOPPED, State.NO_REPORT),
    State.DONE: (State.UNDER_WAY,),
    State.STOPPED: (State.PLANNED,),
    State.NO_REPORT: (State.UNDER_WAY, State.DONE, State.STOPPED),
}
_OVER = frozenset({State.DONE, State.STOPPED})


def days_over(due: str, state: State, today: date) -> int:
    """Days since the last day on which it was due.

    0 before and on that day, without one, and when it is done or stopped.
    """
    meant = span(due)
    if meant is None or state in _OVER:
        return 0
    return max((today - meant.last).days, 0)
