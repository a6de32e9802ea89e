"""What somebody with a connection to the database can do to the audit trail."""

from typing import Any

from django.db.models import QuerySet

from accounts.audit import FIRST_HASH, hash_of
from accounts.models import AuditEvent, AuditHead


def change(number: int, /, **fields: Any) -> None:
    """Changes a row as SQL would: past the model, which refuses."""
    assert QuerySet(AuditEvent).filter(number=number).update(**fields) == 1


def remove(*numbers: int) -> None:
    events = QuerySet[AuditEvent](AuditEvent).filter(number__in=numbers)
    events._raw_delete(events.db)


def insert(**fields: Any) -> None:
    AuditEvent(**fields).save()


def exchange(one: int, other: int) -> None:
    """Two events in each other's place, each with its own hash."""
    change(one, number=-one)
    change(other, number=one)
    change(-one, number=other)


def rewrite_from(number: int, **fields: Any) -> None:
    """Changes an event and gives it, all that follow and the head row hashes that fit."""
    change(number, **fields)
    before = AuditEvent.objects.filter(number=number - 1).first()
    previous = before.hash if before else FIRST_HASH
    for event in AuditEvent.objects.filter(number__gte=number):
        event.previous = previous
        previous = hash_of(event)
        change(event.number, previous=event.previous, hash=previous)
    AuditHead.objects.update(hash=previous)
