"""Days as sources know them: 2022-08-12, or only 2022-08, or only 2022 (ISO 8601, 5.2.2).

One text holds all three, so that nobody has to make up a day. An empty text means: not dated.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LONGEST = 10  # characters
_SHAPE = re.compile(
    r"(?P<year>(?:19|20|21)[0-9]{2})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)


@dataclass(frozen=True)
class Span:
    """The first and the last day that a text can mean; both are that day when it is known."""

    first: date
    last: date


def span(text: str) -> Span | None:
    """What a text means; None when it is empty. Raises ValueError for what is no day."""
    if not text:
        return None
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError("no year, month or day")
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    if year is None or month is None:
        return Span(date(int(text), 1, 1), date(int(text), 12, 31))
    first = date(year, month, day or 1)
    return Span(first, first if day else first.replace(day=monthrange(year, month)[1]))


def in_words(text: str) -> str:
    """A text in the words of the language that is active: the day, the month or the year."""
    meant = span(text)
    if meant is None:
        return ""
    if meant.first == meant.last:
        return date_format(meant.first, "DATE_FORMAT")
    months = "YEAR_MONTH_FORMAT" if "-" in text else "Y"
    return date_format(meant.first, months)


def from_to(first: str, last: str) -> str:
    """Two texts as one line, with a capital where it begins with a month; empty without any."""
    words = [in_words(text) for text in (first, last) if text]
    return capfirst(" – ".join(dict.fromkeys(words)))


def months_between(first: date, last: date) -> int:
    """How many whole months lie between two days."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day)


def check_day(text: str) -> None:
    """Raises ValidationError with how to write it."""
    try:
        span(text)
    except ValueError:
        raise ValidationError(
            _("Write the day as 2026-11-25, the month as 2026-11 or the year as 2026.")
        ) from None
