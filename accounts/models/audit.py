"""The audit trail: what staff did, each event chained to the one before."""

from typing import Any, ClassVar, NoReturn

from django.db import models


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads only."""

    def update(self, **_fields: Any) -> NoReturn:
        raise TypeError("the audit trail is only added to")

    def delete(self) -> NoReturn:
        raise TypeError("the audit trail is only added to")


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


class AuditHead(models.Model):
    """The one row that says which event is the newest; writers queue for it."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.number)
