"""Where several tips stand."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.inbox import statuses
from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked
from reports.models import Report

_Status = Report.Status


class Move(Action):
    """Moves the tips through the table of moves."""

    code = "move"
    label = gettext_lazy("Change where they stand")
    question = gettext_lazy("Where they stand from now on")
    event = "tip.moved"
    rivals = ("tip.closing_proposed", "tip.closing_agreed")

    def choices(self, desk: Desk) -> Choices:
        """Every status that some tip can move to."""
        goals = {to for moves in statuses.MOVES.values() for to in moves}
        return [(to.value, str(to.label)) for to in _Status if to in goals]

    def now(self, tip: Ticked) -> str:
        """The status."""
        return tip.report.status

    def words(self, desk: Desk, value: str) -> str:
        """The status as the list shows it."""
        return str(_Status(value).label)

    def refusal(self, desk: Desk, tip: Ticked, to: str) -> str:
        """Nobody decides on words that nobody has read."""
        report = tip.report
        if report.status == _Status.RECEIVED:
            return _("Nobody has opened it yet.")
        if report.closing_by_id is not None:
            return _("A member proposed to close it, and a second one decides.")
        if self.then(tip, to) == _Status.CLOSED and report.unread:
            return _("The sender wrote, and nobody has read it yet.")
        if _Status(to) not in statuses.MOVES[_Status(report.status)]:
            return _("A tip that stands where this one does cannot move there.")
        return ""

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Moves the tip; its sender is told the day."""
        statuses.move(tip.report, _Status(to))

    def take_back(self, desk: Desk, tip: Ticked, was: str) -> bool:
        """Takes the move away, as if it had not been: what its sender is told of goes with it."""
        last = tip.report.status_changes.order_by("-number").first()
        if last is None or last.status != tip.report.status:
            return False
        last.delete()
        tip.report.change(status=was)
        return True

    def reason(self, to: str) -> dict[str, str]:
        """The status."""
        return {"about": "moved", "code": to}
