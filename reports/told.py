"""What the sender of a tip is told of where it stands."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from reports.models import Report

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_Status = Report.Status

TOLD: "dict[Report.Status, _StrPromise]" = {
    _Status.RECEIVED: _("We have it. Nobody has read it yet."),
    _Status.READING: _("A member of the team reads it. An answer waits here."),
    _Status.WAITING: _("We wait for an answer. If we asked you something, write it below."),
    _Status.PASSED_ON: _("Those who can act have what they need from it."),
    _Status.CLOSED: _("The team has ended its work on it. You can still write to us."),
}

TOLD_AGAIN: "_StrPromise" = _("We have what you added. Nobody has read it yet.")
"""Of a tip that was closed, and received once more because its sender wrote."""
