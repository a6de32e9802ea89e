"""Refusals in the audit trail: who asked for what their roles do not open."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts import audit
from accounts.audit_actions import REFUSED
from accounts.models import AuditEvent, User

_log = logging.getLogger(__name__)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_STRETCH = timedelta(minutes=1)
_MOST_IN_A_STRETCH = 20
_LONGEST_ROUTE = 119  # characters, with the slash before it 120


def record_refusal(user: User, *, route: str, method: str, values: Iterable[object]) -> None:
    """Records that somebody signed in was refused an address. Never raises.

    The target is the pattern of the address and not what was typed; of the values in it, UUIDs
    alone are kept, since they name tips and hold no words. No word that a browser made up as the
    name of a method is kept either.

    The same refusal is recorded once in a minute, and of different ones 20 in a minute: pressing
    reload adds nothing, and nobody can fill the trail or hold up its other writers with refusals.
    Somebody who tries many addresses shows as 20 of them in each minute. Two requests at once may
    both be recorded.

    When recording fails, the answer must still be the one that an address has that does not exist:
    the failure goes to the log alone.
    """
    try:
        target = "/" + route.lstrip("^")[:_LONGEST_ROUTE]
        detail: dict[str, str | int] = {"method": method if method in _METHODS else "other"}
        for value in values:
            if isinstance(value, UUID):
                detail["id"] = str(value)
        recent = _recent(user)
        if len(recent) < _MOST_IN_A_STRETCH and (target, detail) not in recent:
            audit.record(REFUSED, by=user, target=target, **detail)
    except Exception:  # noqa: BLE001 whatever it is, the answer must not show it
        _log.exception("A refusal could not be recorded.")


def record_refused_request(request: HttpRequest, user: User) -> None:
    """Records that what somebody signed in asked for was refused. Never raises."""
    match = request.resolver_match
    record_refusal(
        user,
        route=match.route if match else "",
        method=request.method or "",
        values=match.kwargs.values() if match else (),
    )


def _recent(user: User) -> list[tuple[str, dict[str, str | int]]]:
    """The refusals of the last minute among the last events of somebody: one short read."""
    events = AuditEvent.objects.filter(actor=user.username).order_by("-number")
    since = timezone.now() - _STRETCH
    return [
        (event.target, event.detail)
        for event in events[:_MOST_IN_A_STRETCH]
        if event.action == REFUSED and event.at > since
    ]
