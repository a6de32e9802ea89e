"""The deadlines of a tip, in words."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.models import Report

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Due:
    """One deadline. `done` is the day on which it was met."""

    label: "str | _StrPromise"
    by: date
    done: date | None
    today: date

    @property
    def is_late(self) -> bool:
        """Whether the day went by, or was missed."""
        return (self.done or self.today) > self.by

    @property
    def words(self) -> str:
        """How far away it is."""
        days = abs((self.by - (self.done or self.today)).days)
        late = ngettext("late by %(n)s day", "late by %(n)s days", days) % {"n": days}
        if self.done:
            return _("done, %s") % late if self.is_late else _("done")
        if self.is_late:
            return late
        if not days:
            return _("today")
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def deadlines_of(report: Report, today: date) -> list[Due]:
    """To be read and to be answered; none once the tip is closed."""
    if report.is_closed:
        return []
    both = (
        (gettext_lazy("Read it by"), report.acknowledge_by, report.acknowledged_on),
        (gettext_lazy("Answer by"), report.answer_by, report.answered_on),
    )
    return [Due(label, by, done, today) for label, by, done in both if by is not None]
