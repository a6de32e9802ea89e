"""How urgent several tips are."""

from django.utils.translation import gettext_lazy

from reports.inbox.bulk.action import Action, Choices
from reports.inbox.bulk.desk import Desk, Ticked
from reports.inbox.urgency import deadlines_of
from reports.models import Report


class SetUrgency(Action):
    """Says how urgent the tips are; the deadlines that are not met follow."""

    code = "urgency"
    label = gettext_lazy("Say how urgent they are")
    question = gettext_lazy("How urgent they are")
    event = "tip.urgency"

    def choices(self, desk: Desk) -> Choices:
        """All that somebody can judge."""
        degrees = [degree for degree in Report.Urgency if degree is not Report.Urgency.UNSET]
        return [(degree.value, str(degree.label)) for degree in degrees]

    def now(self, tip: Ticked) -> str:
        """The degree."""
        return tip.report.urgency

    def words(self, desk: Desk, value: str) -> str:
        """The degree as the list shows it."""
        return str(Report.Urgency(value).label)

    def put(self, desk: Desk, tip: Ticked, to: str) -> None:
        """Sets the degree."""
        tip.report.change(urgency=to, **deadlines_of(tip.report, to))

    def reason(self, to: str) -> dict[str, str]:
        """The degree."""
        return {"about": "urgency", "code": to}
