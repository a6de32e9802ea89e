"""The audit trail: what staff did, each event chained to the one before."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, NoReturn, Self

from django.db import models

_BATCH = 500


class AuditEventQuerySet(models.QuerySet["AuditEvent", "AuditEvent"]):
    """Reads only."""

    def update(self, **_fields: Any) -> NoReturn:
        raise TypeError("the audit trail is only added to")

    def delete(self) -> NoReturn:
        raise TypeError("the audit trail is only added to")

    def matching(
        self,
        *,
        actor: str | None = None,
        action: str = "",
        target: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Self:
        """The events that fit all that is given; an `actor` of "" is nobody signed in."""
        wanted = {
            "actor": actor,
            "action": action or None,
            "target": target or None,
            "at__gte": since,
            "at__lte": until,
        }
        return self.filter(**{name: value for name, value in wanted.items() if value is not None})

    def in_batches(self) -> Iterator["AuditEvent"]:
        """The events by number, read in pieces: no cursor stays open while somebody is slow."""
        rows = self.order_by("number")
        batch = list(rows[:_BATCH])
        while batch:
            yield from batch
            batch = list(rows.filter(number__gt=batch[-1].number)[:_BATCH])


class AuditEvent(models.Model):
    """Who did what to what. Never what a tip says.

    Names are copied, not linked: the trail outlives accounts and tips.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["actor", "number"], name="accounts_audit_actor"),
            models.Index(fields=["action", "number"], name="accounts_audit_action"),
            models.Index(fields=["target", "number"], name="accounts_audit_target"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the event. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("the audit trail is only added to")
        # Without it, Django first tries to update the row of that number.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit trail is only added to")


class AuditHead(models.Model):
    """The one row that says which event is the newest; writers queue for it."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.number)
