"""How late an activity is, in words: in days while they can be counted, then roughly.

Roughly means no more than is true: "over 4 years". The day itself stands beside it, and the
days are in the table to take away.
"""

from datetime import date, timedelta

from django.utils.translation import ngettext

from committee_pages.plan.days import months_between

_MOST_DAYS = 62  # two months at most: from here on it is always more than two
_MONTHS_OF_A_YEAR = 12
_LEAST_YEARS = 2


def was_due_words(due: date, days: int) -> str:
    """For what nobody has reported on: it may well be done."""
    if days <= _MOST_DAYS:
        return ngettext("was due %(count)s day ago", "was due %(count)s days ago", days) % {
            "count": days
        }
    months, years = _whole(due, days)
    if years < _LEAST_YEARS:
        return ngettext(
            "was due over %(count)s month ago",
            "was due over %(count)s months ago",
            months,
        ) % {"count": months}
    return ngettext(
        "was due over %(count)s year ago", "was due over %(count)s years ago", years
    ) % {"count": years}


def late_by_words(due: date, days: int) -> str:
    """For what is known not to be done."""
    if days <= _MOST_DAYS:
        return ngettext("late by %(count)s day", "late by %(count)s days", days) % {"count": days}
    months, years = _whole(due, days)
    if years < _LEAST_YEARS:
        return ngettext("late by over %(count)s month", "late by over %(count)s months", months) % {
            "count": months
        }
    return ngettext("late by over %(count)s year", "late by over %(count)s years", years) % {
        "count": years
    }


def _whole(due: date, days: int) -> tuple[int, int]:
    """Whole months and years that were over yesterday, so that today it is more."""
    months = months_between(due, due + timedelta(days=days - 1))
    return months, months // _MONTHS_OF_A_YEAR
