"""How the history of an activity tells a move."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from committee_pages.plan.states import State


class Moved(LogFormatter):
    """From where to where. Day and author stand beside it."""

    label = gettext_lazy("Moved an activity on")

    def format_message(self, log_entry: Any) -> str:
        """The two states in words."""
        names = dict(State.choices)
        return _("Moved on: from “%(before)s” to “%(after)s”") % {
            "before": names.get(log_entry.data.get("from"), ""),
            "after": names.get(log_entry.data.get("to"), ""),
        }
