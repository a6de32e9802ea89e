"""How far each pillar of a plan is: shares for a drawing, and the same in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext, ngettext

from committee_pages.plan.states import State

# What a bar shows, from the left; what is planned is the empty rest.
_DRAWN = (State.DONE, State.UNDER_WAY, State.NO_REPORT, State.STOPPED)


class Counted(Protocol):
    """What is counted of an activity."""

    @property
    def state(self) -> State: ...
    @property
    def days_over(self) -> int: ...


@dataclass(frozen=True)
class Part:
    """One piece of a bar, in hundredths of its width."""

    state: State
    left: float
    width: float

    @property
    def x(self) -> str:
        """Where it begins, as SVG writes it in every language."""
        return f"{self.left:.2f}%"

    @property
    def w(self) -> str:
        """How wide it is."""
        return f"{self.width:.2f}%"


@dataclass(frozen=True)
class Progress:
    """One pillar: its parts and what is to be said of it."""

    title: Any
    total: int
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    late: str


def progress(title: Any, rows: Sequence[Counted]) -> Progress:
    """Counts the activities of a pillar."""
    counts = Counter(row.state for row in rows)
    late = sum(1 for row in rows if row.days_over and row.state is not State.NO_REPORT)
    return Progress(
        title=title,
        total=len(rows),
        parts=parts(counts),
        words=_words(counts),
        late=ngettext("%(count)s is late", "%(count)s are late", late) % {"count": late}
        if late
        else "",
    )


def parts(counts: Counter[State]) -> tuple[Part, ...]:
    """The pieces of a bar side by side; together at most its whole width."""
    total = counts.total()
    found: list[Part] = []
    before = 0
    for state in _DRAWN:
        if counts[state]:
            found.append(Part(state, 100 * before / total, 100 * counts[state] / total))
            before += counts[state]
    return tuple(found)


def _words(counts: Counter[State]) -> tuple[str, ...]:
    total = counts.total()
    if not total:
        return (gettext("No activities yet"),)
    said = [gettext("%(done)s of %(total)s done") % {"done": counts[State.DONE], "total": total}]
    others = [state for state in State if state is not State.DONE and counts[state]]
    return (*said, *(f"{state.label}:\N{NO-BREAK SPACE}{counts[state]}" for state in others))
