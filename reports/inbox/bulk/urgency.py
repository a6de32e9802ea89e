"""How urgent several tips are."""

from datetime import date

from django.utils.translation import gettext_lazy

from reports.deadlines import deadlines
from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked
from reports.models import Entry, Report


class SetUrgency(Action):
    """Says how urgent the tips are; the deadlines that are not met follow."""

    code = "urgency"
    label = gettext_lazy("Say how urgent they are")
    question = gettext_lazy("How urgent they are")
    event = "tip.urgency"

    def choices(self, desk: Desk) -> Choices:
        """All degrees."""
        return [(degree.value, str(degree.label)) for degree in Report.Urgency]

    def now(self, tip: Ticked) -> str:
        """The degree."""
        return tip.report.urgency

    def words(self, desk: Desk, value: str) -> str:
        """The degree as the list shows it."""
        return str(Report.Urgency(value).label)

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Sets the degree."""
        tip.report.change(urgency=to, **_deadlines_of(tip.report, to))

    def reason(self, to: str) -> dict[str, str]:
        """The degree."""
        return {"about": "urgency", "code": to}


def _deadlines_of(held: Report, urgency: str) -> dict[str, date]:
    """The deadlines that are not met yet, by another urgency."""
    changed = {}
    if held.acknowledged_on is None:
        changed["acknowledge_by"] = deadlines(held.received_on, urgency).acknowledge_by
    if held.answered_on is None:
        changed["answer_by"] = deadlines(_unanswered_since(held), urgency).answer_by
    return changed


def _unanswered_since(held: Report) -> date:
    """The day of what the sender wrote first after the last message to them."""
    last = held.entries.filter(kind=Entry.Kind.MESSAGE).order_by("-number").first()
    theirs = held.entries.filter(
        kind__in=(Entry.Kind.ANSWERS, Entry.Kind.ADDITION), number__gt=last.number if last else 0
    )
    first = theirs.order_by("number").first()
    return first.on if first else held.received_on
