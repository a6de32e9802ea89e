"""Until when a tip is to be read and answered, in working days of the country's calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from holidays import HolidayBase, country_holidays

from reports.models import Report

_SATURDAY = 5
_Urgency = Report.Urgency


@dataclass(frozen=True)
class Promise:
    """Working days until a tip is read, and until its sender has an answer."""

    acknowledge: int
    answer: int


PROMISES = {
    _Urgency.IMMEDIATE: Promise(0, 1),
    _Urgency.HIGH: Promise(1, 2),
    _Urgency.UNSET: Promise(2, 5),
    _Urgency.MEDIUM: Promise(2, 5),
    _Urgency.LOW: Promise(5, 10),
}
"""What holds until a lead says else. A tip that nobody assessed counts as medium."""


@dataclass(frozen=True)
class Deadlines:
    """The last days to read and to answer a tip."""

    acknowledge_by: date
    answer_by: date


def deadlines(on: date, urgency: str) -> Deadlines:
    """The deadlines of a tip that came, or was written to again, on this day."""
    promise = PROMISES[_Urgency(urgency)]
    return Deadlines(
        acknowledge_by=after_working_days(on, promise.acknowledge),
        answer_by=after_working_days(on, promise.answer),
    )


def after_working_days(
    on: date, days: int, *, is_off: Callable[[date], bool] | None = None
) -> date:
    """The working day that comes so many working days after a day.

    With none it is the day itself, or the next working day when it is none.
    """
    is_off = is_off or is_day_off
    day = on
    while is_off(day):
        day += timedelta(days=1)
    for _working_day in range(days):
        day += timedelta(days=1)
        while is_off(day):
            day += timedelta(days=1)
    return day


def is_day_off(day: date) -> bool:
    """Whether it is a Saturday, a Sunday or a public holiday of the country."""
    return day.weekday() >= _SATURDAY or day in _holidays(settings.COUNTRY)


@lru_cache(maxsize=1)
def _holidays(country: str) -> HolidayBase:
    return country_holidays(country)
