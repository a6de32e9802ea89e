"""Where several tips stand."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import statuses
from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked
from reports.inbox.closing import is_refused_for_danger
from reports.models import Report

_Status = Report.Status


class Move(Action):
    """Moves the tips through the table of moves: those that one person may make.

    A value is a status, or `closed/` and the reason of the closing.
    """

    code = "move"
    label = gettext_lazy("Change where they stand")
    question = gettext_lazy("Where they stand from now on")
    event = "tip.moved"
    rivals = ("tip.closing_proposed", "tip.closing_agreed")

    def choices(self, desk: Desk) -> Choices:
        """Every status that some tip can move to; closing once for each reason."""
        rows = [row for row in statuses.MOVES if not (row.two_people or row.by_sender)]
        found = {_value(row): _in_words(row) for row in rows}
        order = list(_Status)
        return sorted(found.items(), key=lambda pair: order.index(_Status(_parts(pair[0])[0])))

    def now(self, tip: Ticked) -> str:
        """The status."""
        return tip.report.status

    def then(self, tip: Ticked, to: str) -> str:
        """The status, without the reason."""
        return _parts(to)[0]

    def words(self, desk: Desk, value: str) -> str:
        """The status as the list shows it."""
        return str(_Status(_parts(value)[0]).label)

    def refusal(self, desk: Desk, tip: Ticked, to: str) -> str:
        """Nobody decides on words that nobody has read, nor closes a tip of danger now."""
        report = tip.report
        status, because = _parts(to)
        if report.status == _Status.RECEIVED and not report.has_unread_reply:
            return _("Nobody has opened it yet.")
        if report.closing_by_id is not None:
            return _("A member proposed to close it, and a second one decides.")
        if report.unread and (status == _Status.CLOSED or report.status == _Status.RECEIVED):
            return _("The sender wrote, and nobody has read it yet.")
        if status == _Status.CLOSED and is_refused_for_danger(report):
            return _("The sender says danger. Say first how it was dealt with.")
        try:
            statuses.find_move(report.status, status, because)
        except statuses.NoSuchMove:
            return _("A tip that stands where this one does cannot move there.")
        return ""

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Moves the tip; its sender is told the day."""
        status, because = _parts(to)
        statuses.move(tip.report, status, because=because)

    def take_back(self, desk: Desk, tip: Ticked, was: str) -> bool:
        """Takes the move away, as if it had not been: what its sender is told of goes with it."""
        last = tip.report.status_changes.order_by("-number").first()
        if last is None or last.status != tip.report.status:
            return False
        # The sender wrote within the minute, or says danger.
        closes = was == _Status.CLOSED
        if closes and (tip.report.unread or is_refused_for_danger(tip.report)):
            return False
        last.delete()
        tip.report.change(status=was)
        return True

    def reason(self, to: str) -> dict[str, str]:
        """As a single closing says it, and for other moves the status."""
        status, because = _parts(to)
        if because is None:
            return {"about": "moved", "code": status}
        return {"about": "closed", "code": because}

    def detail(self, value: str) -> dict[str, str]:
        """The status alone: why a tip is closed is sealed."""
        return {"to": _parts(value)[0]}


def _value(row: statuses.Move) -> str:
    return f"{row.to.value}/{row.because.value}" if row.because else row.to.value


def _in_words(row: statuses.Move) -> str:
    return f"{row.to.label}: {row.because.label}" if row.because else str(row.to.label)


def _parts(value: str) -> tuple[str, str | None]:
    status, _slash, because = value.partition("/")
    return status, because or None
