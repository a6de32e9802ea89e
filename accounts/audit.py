"""The audit trail: who did what to which object, never what a tip says."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from unicodedata import category

from django.db import transaction
from django.utils import timezone

from accounts.audit_actions import ACTIONS
from accounts.models import AuditEvent, AuditHead, User

_HEAD = 1
FIRST_HASH = "0" * 64
"""What the first event names as the one before."""
_MOST_CHARACTERS = 200
# PostgreSQL stores neither, and no name of ours has them.
_CONTROL_AND_SURROGATES = frozenset({"Cc", "Cs"})


def record(action: str, /, *, by: User | None, target: str = "", **detail: str | int) -> None:
    """Adds an event. Inside a transaction it is there exactly when that is committed.

    Writers queue for the head from here until their transaction ends: record after all other locks
    are taken, as the last step. `by` is None for what nobody signed in did: an operator on the
    server itself, or whoever holds an old invitation.

    Raises ValueError for an action that `audit_actions` does not list, and for a target or a detail
    too long to be a name, so that no content gets in.
    """
    _check(action, target, detail)
    with transaction.atomic(savepoint=False):  # around it all is undone, too
        _add(action, by, target, detail)


def _add(action: str, by: User | None, target: str, detail: dict[str, str | int]) -> None:
    head = _locked_head()
    event = AuditEvent(
        number=head.number + 1,
        # Under the lock, so that times run as numbers do.
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


def _check(action: str, target: str, detail: dict[str, str | int]) -> None:
    if action not in ACTIONS:
        raise ValueError("audit_actions does not list this action")
    _check_text(target, most=AuditEvent._meta.get_field("target").max_length or 0)
    for value in detail.values():
        if isinstance(value, str):
            _check_text(value, most=_MOST_CHARACTERS)
        elif type(value) is not int:
            raise ValueError("a detail is text or a whole number")


def _check_text(value: str, *, most: int) -> None:
    if len(value) > most or any(category(c) in _CONTROL_AND_SURROGATES for c in value):
        raise ValueError("this is no name, and what was written does not belong in the trail")


def _locked_head() -> AuditHead:
    """The row that writers queue for.

    A migration makes it. Where it is gone and events are still there it was taken away: it is made
    anew with number 0, and the event after it fails on number 1, for the trail is not whole.
    """
    head = AuditHead.objects.select_for_update().filter(pk=_HEAD).first()
    if head is None:
        first = AuditHead(pk=_HEAD, number=0, hash=FIRST_HASH)
        # Of two writers at once the second waits for the first, and neither fails.
        AuditHead.objects.bulk_create([first], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(pk=_HEAD)
    return head


def newest() -> AuditHead | None:
    """The row that names the newest event; None when somebody took it away."""
    return AuditHead.objects.filter(pk=_HEAD).first()


def hash_of(event: AuditEvent) -> str:
    """64 hexadecimal digits over all of an event, the hash of the one before included.

    SHA-256 of its fields as JSON with sorted names, in ASCII, the time in UTC with microseconds.
    """
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
    return at.astimezone(UTC).isoformat(timespec="microseconds")
