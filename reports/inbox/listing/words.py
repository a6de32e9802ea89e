"""What members read instead of days."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_AT_MOST = 2


def age(received_on: date, today: date) -> str:
    """How long ago a tip came."""
    days = (today - received_on).days
    if days <= 0:
        return _("came today")
    return ngettext("came %(n)s day ago", "came %(n)s days ago", days) % {"n": days}


def several(words: list[str]) -> str:
    """Two of them, and how many more there are."""
    more = len(words) - _AT_MOST
    if more <= 0:
        return ", ".join(words)
    rest = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
    return ", ".join([*words[:_AT_MOST], rest])


def due(day: date | None, today: date) -> str:
    """Until when something is due; empty when nothing is."""
    if day is None:
        return ""
    days = (day - today).days
    if days < 0:
        return ngettext("late by %(n)s day", "late by %(n)s days", -days) % {"n": -days}
    if days == 0:
        return _("due today")
    return ngettext("due in %(n)s day", "due in %(n)s days", days) % {"n": days}
