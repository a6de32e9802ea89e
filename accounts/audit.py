"""The audit trail: who did what to which object, never what a tip says."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEvent, AuditHead, User

_HEAD = 1
FIRST_HASH = "0" * 64
"""What the first event names as the one before."""


@transaction.atomic
def record(action: str, *, by: User | None, target: str = "", **detail: str | int) -> None:
    """Adds an event. Inside a transaction it is there exactly when that is committed.

    Writers queue for the head from here until their transaction ends, so call it last.
    `by` is None for what an operator does on the server itself.
    """
    AuditHead.objects.get_or_create(pk=_HEAD, defaults={"number": 0, "hash": FIRST_HASH})
    head = AuditHead.objects.select_for_update().get(pk=_HEAD)
    event = AuditEvent(
        number=head.number + 1,
        at=timezone.now(),
        actor=by.username if by else "",
        action=action,
        target=target,
        detail=detail,
        previous=head.hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=_HEAD).update(number=event.number, hash=event.hash)


def hash_of(event: AuditEvent) -> str:
    """64 hexadecimal digits over all of an event, the hash of the one before included."""
    said: dict[str, Any] = {
        "action": event.action,
        "actor": event.actor,
        "at": _moment(event.at),
        "detail": event.detail,
        "number": event.number,
        "previous": event.previous,
        "target": event.target,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat()
