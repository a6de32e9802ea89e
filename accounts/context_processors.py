"""What the layout of staff pages shows of the person signed in."""

from typing import Any

from django.http import HttpRequest

from accounts.roles import Role
from accounts.rooms import ROOMS
from accounts.unlocked import Unlocked

_INBOX = "/staff/inbox/"


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """The links to the rooms that this person may enter; nothing on the public side."""
    unlocked = getattr(request, "unlocked", None)
    if unlocked is None:
        return {}
    open_rooms = [(url, label) for role, url, label in ROOMS if unlocked.holds(role)]
    # A room may lie within another one: the innermost is where the person is.
    around = [url for url, _label in open_rooms if request.path_info.startswith(url)]
    here = max(around, key=len, default="")
    return {
        "staff_member": unlocked.user,
        "inbox_keys": _inbox_keys(request, unlocked),
        "staff_links": [
            {"url": url, "label": label, "current": url == here} for url, label in open_rooms
        ],
    }


def _inbox_keys(request: HttpRequest, unlocked: Unlocked) -> str:
    """Whether single keys of the keyboard are "on" or "off"; empty on pages that have none."""
    if not request.path_info.startswith(_INBOX) or not unlocked.holds(Role.TRIAGE):
        return ""
    return "off" if unlocked.user.keys_off else "on"
