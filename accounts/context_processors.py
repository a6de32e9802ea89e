"""What the layout of staff pages shows of the person signed in."""

from typing import Any

from django.http import HttpRequest

from accounts.rooms import ROOMS


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """The links to the rooms that this person may enter; nothing on the public side."""
    unlocked = getattr(request, "unlocked", None)
    if unlocked is None:
        return {}
    return {
        "staff_member": unlocked.user,
        "staff_links": [
            {"url": url, "label": label, "current": request.path_info.startswith(url)}
            for role, url, label in ROOMS
            if unlocked.holds(role)
        ],
    }
