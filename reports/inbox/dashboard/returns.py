"""How often senders came back, beside how many codes were given out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.inbox.dashboard.numbers import NOTHING, Bar, counted
from reports.models import WeeklyReturns
from reports.models.report import ReportQuerySet
from reports.models.weekly_returns import monday_of

WEEKS = 8
FEW = 5  # as the page says in words
"""Codes. Of fewer, one return more or less would change the rate beyond all sense."""


@dataclass(frozen=True)
class Returns:
    """Codes that were given out, one with each tip, and how often a code opened a tip."""

    codes: int
    returns: int

    @property
    def rate(self) -> int | None:
        """Returns for each 100 codes given out; None when there were too few codes to say.

        No share: a code may return many times, and in a later week than it was given out. So it
        may be more than 100.
        """
        return round(100 * self.returns / self.codes) if self.codes >= FEW else None


@dataclass(frozen=True)
class Week(Returns):
    """Those of one week."""

    monday: date


def returns_by_week(tips: ReportQuerySet, today: date) -> list[Week]:
    """Of the last weeks, this one last: the tips that came, and the codes that opened one."""
    this = monday_of(today)
    mondays = [this - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    returned = dict(
        WeeklyReturns.objects.filter(week__gte=mondays[0]).values_list("week", "opened")
    )
    whens = [
        When(received_on__gte=monday, then=Value(n))
        for n, monday in reversed(list(enumerate(mondays)))
    ]
    came = counted(
        tips.filter(received_on__gte=mondays[0]), Case(*whens, output_field=IntegerField())
    )
    return [
        Week(codes=came.get(n, 0), returns=returned.get(monday, 0), monday=monday)
        for n, monday in enumerate(mondays)
    ]


def in_all(weeks: list[Week]) -> Returns:
    """Those of all these weeks together."""
    return Returns(sum(week.codes for week in weeks), sum(week.returns for week in weeks))


def as_bars(weeks: list[Week]) -> list[Bar]:
    """The rates of the weeks as bars, the longest of 100 per cent, each with what it is made of."""
    most = max((week.rate or 0 for week in weeks), default=0) or 1
    return [_bar(week, most) for week in weeks]


def _bar(week: Week, most: int) -> Bar:
    name = _("Week from %s") % date_format(week.monday)
    note = _("Codes: %(codes)s. Returns: %(returns)s.") % {
        "codes": week.codes,
        "returns": week.returns,
    }
    if week.rate is None:
        few = _("Too few to say.")
        return Bar(name, 0, 0, f"{note} {few}", NOTHING)
    return Bar(name, week.rate, round(100 * week.rate / most), note, str(week.rate))
