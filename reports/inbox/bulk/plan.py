"""What a change of several tips would do, tip by tip."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.inbox.bulk.action import Action
from reports.inbox.bulk.desk import Desk, Ticked, does_not_open
from reports.questions import as_shown


@dataclass(frozen=True)
class Line:
    """One tip: what it is, what it becomes, or why it stays as it is."""

    tip: Ticked
    now: str
    then: str
    now_words: str
    then_words: str
    refusal: str

    @property
    def shown(self) -> str:
        """What the page was based on, as the form carries it."""
        return f"{self.tip.report.pk}:{self.now}"

    @property
    def first_words(self) -> str:
        """How the story begins."""
        return as_shown(self.tip.card.get("first_words", ""))


def plan(desk: Desk, action: Action, to: str) -> list[Line]:
    """A line for each tip, in their order."""
    return [_line(desk, action, tip, to) for tip in desk.tips]


def _line(desk: Desk, action: Action, tip: Ticked, to: str) -> Line:
    now, then = action.now(tip), action.then(tip, to)
    if tip.case is None:
        refusal = does_not_open()
    elif now == then:
        refusal = _("It is so already.")
    else:
        refusal = action.refusal(desk, tip, to)
    return Line(tip, now, then, action.words(desk, now), action.words(desk, then), refusal)
