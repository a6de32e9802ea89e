"""What moves an activity on. Readers see it at once; the history of the CMS keeps who did it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from committee_pages.models import Activity, ActivityMove
from committee_pages.plan.states import MOVES, State

MOVED = "plan.moved"


class MoveRefused(Exception):
    """An activity cannot be moved like this. `sentence` says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_STALE = _("Somebody moved this activity since you opened it. Look again, then decide.")


def move_on(*, activity: Activity, to: State, seen: int, today: date, by: Any = None) -> None:
    """Puts an activity into another state from today on.

    `seen` is the number of the move that the person saw last, 0 before the first. Raises
    MoveRefused when there was another since, and for a move that is not allowed.
    """
    before = activity.moves.order_by("-number").first()
    state = State(before.state) if before else State.PLANNED
    if seen != (before.number if before else 0):
        raise MoveRefused(_STALE)
    if to not in MOVES[state]:
        raise MoveRefused(
            _("An activity does not go from “%(before)s” to “%(after)s”.")
            % {"before": state.label, "after": to.label}
        )
    try:
        with transaction.atomic():
            ActivityMove.objects.create(activity=activity, number=seen + 1, state=to, on=today)
            log(activity, MOVED, user=by, data={"from": state.value, "to": to.value})
    except IntegrityError:
        raise MoveRefused(_STALE) from None
