"""Until when a tip is to be read and answered, in working days of the country's calendar.

A lead sets how many, and further days off; the public half reads both from a published file, as it
reads the thresholds: no query, and no right on the tables.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from holidays import HolidayBase, country_holidays

from published.files import write_whole
from reports.models import DayOff, PromiseSetting, Report

_SATURDAY = 5
_Urgency = Report.Urgency
MOST_DAYS = 60
"""Working days that can be promised at most."""


@dataclass(frozen=True)
class Promise:
    """Working days until a tip is read, and until its sender has an answer."""

    acknowledge: int
    answer: int


PROMISES: Mapping[str, Promise] = {
    _Urgency.IMMEDIATE.value: Promise(0, 1),
    _Urgency.HIGH.value: Promise(1, 2),
    _Urgency.MEDIUM.value: Promise(2, 5),
    _Urgency.LOW.value: Promise(5, 10),
}
"""What holds until a lead says else."""


@dataclass(frozen=True)
class Rules:
    """What was promised for each urgency, and the further days off."""

    promises: Mapping[str, Promise] = field(default_factory=lambda: PROMISES)
    days_off: frozenset[date] = frozenset()

    def promise(self, urgency: str) -> Promise:
        """A tip that nobody assessed counts as medium."""
        return self.promises.get(urgency, self.promises[_Urgency.MEDIUM.value])

    def is_off(self, day: date) -> bool:
        """Whether it is a Saturday, a Sunday, a public holiday or a further day off."""
        return is_day_off(day) or day in self.days_off


@dataclass(frozen=True)
class Deadlines:
    """The last days to read and to answer a tip."""

    acknowledge_by: date
    answer_by: date


def deadlines(on: date, urgency: str, rules: Rules | None = None) -> Deadlines:
    """The deadlines of a tip that came, or was written to again, on this day."""
    rules = rules or rules_now()
    promise = rules.promise(urgency)
    return Deadlines(
        acknowledge_by=after_working_days(on, promise.acknowledge, rules.is_off),
        answer_by=after_working_days(on, promise.answer, rules.is_off),
    )


def after_working_days(on: date, days: int, is_off: Callable[[date], bool]) -> date:
    """The working day that comes so many working days after a day.

    With none it is the day itself, or the next working day when it is none.
    """
    day = _next_working_day(on, is_off)
    for _working_day in range(days):
        day = _next_working_day(day + timedelta(days=1), is_off)
    return day


def _next_working_day(day: date, is_off: Callable[[date], bool]) -> date:
    while is_off(day):
        day += timedelta(days=1)
    return day


def is_day_off(day: date) -> bool:
    """Whether it is a Saturday, a Sunday or a public holiday of the country."""
    return day.weekday() >= _SATURDAY or day in _holidays(settings.COUNTRY)


@lru_cache(maxsize=1)
def _holidays(country: str) -> HolidayBase:
    return country_holidays(country)


def rules_now() -> Rules:
    """Those that are published; the software's own when the file is missing or broken."""
    path = _path()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError):
        return Rules()


@lru_cache(maxsize=1)
def _read(path: Path, _changed_at: int) -> Rules:
    said = json.loads(path.read_text())
    promises = {urgency: Promise(**said["promises"][urgency]) for urgency in PROMISES}
    for promise in promises.values():
        check_promise(promise)
    days = frozenset(date.fromisoformat(day) for day in said["days_off"])
    return Rules(promises, days)


def check_promise(promise: Promise) -> None:
    """Raises ValueError unless a tip is read before it is answered, and both within reason."""
    numbers = (promise.acknowledge, promise.answer)
    if any(type(number) is not int for number in numbers):
        raise ValueError("a promise is in whole days")
    if not 0 <= promise.acknowledge <= promise.answer <= MOST_DAYS:
        raise ValueError("a tip is read before it is answered, within reason")


def rules_in_database() -> Rules:
    """What leads said."""
    said = {
        row.urgency: Promise(row.acknowledge, row.answer) for row in PromiseSetting.objects.all()
    }
    days = frozenset(DayOff.objects.values_list("on", flat=True))
    return Rules({urgency: said.get(urgency, own) for urgency, own in PROMISES.items()}, days)


def write_deadlines() -> None:
    """Writes the file from the database, whole, unless it says the same already."""
    rules = rules_in_database()
    said = {
        "days_off": sorted(day.isoformat() for day in rules.days_off),
        "promises": {urgency: asdict(promise) for urgency, promise in rules.promises.items()},
    }
    write_whole(_path(), json.dumps(said, sort_keys=True))


def _path() -> Path:
    return Path(settings.PUBLISHED_DIR) / "deadlines.json"
