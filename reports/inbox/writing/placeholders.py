"""What a reply template can leave open.

Replaced word by word, never by a formatter that reads attributes.
"""

import re
from datetime import date

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.deadlines import deadlines
from reports.models import Report

# No reference of the tip: on a telephone it would tie the sender to it.
PLACEHOLDERS: dict[str, Promise] = {
    "hotline": gettext_lazy("the number of the hotline"),
    "site": gettext_lazy("the name of this site"),
    "day": gettext_lazy("the day of today"),
    "answer_by": gettext_lazy("the day until which an answer is promised"),
}
GAP = "_____"
"""Stands where there is nothing to fill in: nobody overlooks it."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def mistake_in(text: str) -> str:
    """A sentence about what is wrong with the placeholders of a text; empty when nothing is."""
    for name in _PLACEHOLDER.findall(text):
        if name not in PLACEHOLDERS:
            return _("There is no placeholder {%(name)s}. Use one of those in the list.") % {
                "name": name[:40]
            }
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        return _("There is a curly bracket that belongs to no placeholder. Take it out.")
    return ""


def filled(text: str, report: Report, *, language: str, hotline: str) -> str:
    """The text for this tip, with the placeholders replaced; unknown ones stay as they are.

    `hotline` is the published number, empty when there is none.
    """
    said = _values(report, language, hotline)
    return _PLACEHOLDER.sub(lambda found: said.get(found[1], found[0]), text)


def _values(report: Report, language: str, hotline: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "hotline": hotline or GAP,
            "site": str(settings.SITE_NAME),
            "day": date_format(timezone.localdate(), "DATE_FORMAT"),
            "answer_by": date_format(_promised(report), "DATE_FORMAT"),
        }


def _promised(report: Report) -> date:
    """A day that has passed is no promise: then as for a tip that came today."""
    today = timezone.localdate()
    if report.answer_by is not None and report.answer_by >= today:
        return report.answer_by
    return deadlines(today, report.urgency).answer_by
