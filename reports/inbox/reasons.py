"""What the reasons that members write are about, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports.inbox import assigning, closing, urgency
from reports.models import Report
from reports.statuses import Because


def heading_of(said: Mapping[str, Any]) -> str:
    """Above the words of a reason or of a note: what was done for it; empty for anything else."""
    about, code = str(said.get("about", "")), str(said.get("code", ""))
    because = str(dict(Because.choices).get(code, code))
    return {
        closing.CLOSED: _("Closed: %s") % because,
        closing.PROPOSED: _("Proposed to close it: %s") % because,
        closing.REFUSED: _("The proposal to close it is taken back"),
        urgency.URGENCY: _("Urgency: %s") % dict(Report.Urgency.choices).get(code, code),
        urgency.DANGER_OVER: _("The danger is dealt with"),
        assigning.HANDED_OVER: _("Handed over"),
        # Of a change of several tips at once: see `reports.inbox.bulk`.
        "moved": _("Moved: %s") % dict(Report.Status.choices).get(code, code),
        "assigned": _("Assigned"),
        "labelled": _("Labels changed"),
        "bulk_undone": _("A change of several tips was taken back"),
    }.get(about, "")
