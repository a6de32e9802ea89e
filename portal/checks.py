"""Rules of the house that Django can check at every start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from holidays import country_holidays

from portal.roles import PortalRole

_PUBLIC_GUARD = "portal.middleware.origin.OriginMiddleware"
_STAFF_GUARDS = ("portal.middleware.staff.CsrfViewMiddleware", "portal.middleware.staff.Gate")


@register(Tags.security)
def forms_are_guarded(**_kwargs: Any) -> list[CheckMessage]:
    """Each half has its guard against forms of other sites, and the staff side its gate.

    Stands for Django's own check (security.W003), which looks for one name in the list.
    """
    needed = [
        *([_PUBLIC_GUARD] if settings.PORTAL_ROLE is not PortalRole.STAFF else []),
        *(_STAFF_GUARDS if settings.PORTAL_ROLE is not PortalRole.PUBLIC else []),
    ]
    return [
        Error(f"{name} is not in MIDDLEWARE.", id="portal.E001")
        for name in needed
        if name not in settings.MIDDLEWARE
    ]


@register()
def country_has_a_calendar(**_kwargs: Any) -> list[CheckMessage]:
    """Deadlines are counted in working days of a country whose holidays are known."""
    try:
        country_holidays(settings.COUNTRY)
    except NotImplementedError:
        return [Error("COUNTRY must be two letters of ISO 3166-1, such as TL.", id="portal.E002")]
    return []
