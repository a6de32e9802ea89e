"""What the layout of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from home.languages import swapped_links
from home.shell import shell


def site(request: HttpRequest) -> dict[str, Any]:
    """Name, languages, hotline and menu of the site. Costs no query."""
    around = shell(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
    return {
        "site_name": settings.SITE_NAME,
        "demonstration": settings.DEMONSTRATION,
        "leave_url": settings.LEAVE_URL,
        "hotline": around.hotline,
        "menu": around.menu,
        "foot": around.foot,
        "places": around.places,
        "language_links": swapped_links(request),
    }
