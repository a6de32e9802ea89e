"""The sessions of a person: begun, ended one by one, and what is over cleared away."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from accounts import audit, browsers, services, throttle
from accounts.models import KnownDevice, StaffSession, Tries, User
from accounts.models.sign_in import DEVICE_LIFETIME

_AT_ONCE = 200  # rows cleared away with one sign-in


def begin(user: User, *, session_key: str, user_agent: str) -> None:
    """Puts a session into the list of this person's sessions."""
    StaffSession.objects.create(
        user=user,
        session_id=session_key,
        began_at=timezone.now(),
        browser=browsers.label(user_agent),
    )


def last_used(row: StaffSession) -> datetime:
    """When a session was used last: each request moves its end."""
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    moment: datetime = row.session.expire_date - idle
    return moment


@transaction.atomic
def end(user: User, pk: int) -> str:
    """Ends one session of this person, at once; its key. Raises StaffSession.DoesNotExist."""
    row = StaffSession.objects.live().get(user=user, pk=pk)
    key = str(row.session_id)
    row.session.delete()
    audit.record("session.ended", by=user, target=f"user/{user.username}")
    return key


@transaction.atomic
def end_others(user: User, *, but: str) -> None:
    """Ends all sessions of this person but one."""
    services.end_sessions(user, but=but)
    audit.record("sessions.ended", by=user, target=f"user/{user.username}")


def clear_away() -> None:
    """Deletes what is over, a bounded number of rows: sessions, counters, forgotten devices."""
    over = (
        Session.objects.filter(expire_date__lt=timezone.now()),
        Tries.objects.filter(since__lt=int(time.time()) - throttle.KEPT_FOR),
        KnownDevice.objects.filter(used_on__lte=timezone.localdate() - DEVICE_LIFETIME),
    )
    for rows in over:
        _delete_some(rows)


def _delete_some(rows: models.QuerySet[Any, Any]) -> None:
    keys = list(rows.values_list("pk", flat=True)[:_AT_ONCE])
    if keys:
        rows.filter(pk__in=keys).delete()
