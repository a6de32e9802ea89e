"""What members read instead of days."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def age(received_on: date, today: date) -> str:
    """How long ago a tip came."""
    days = (today - received_on).days
    if days <= 0:
        return _("today")
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


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
