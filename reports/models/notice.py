"""Notices by mail: to whom, and what has not gone out yet."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models

from accounts.models import Agency, AgencyKey

_STUCK_AFTER = 3  # tries


class NoticeChoice(models.Model):
    """Where a member gets notices, and which."""

    member = models.OneToOneField(
        "accounts.User", on_delete=models.CASCADE, primary_key=True, related_name="notice_choice"
    )
    address = models.EmailField()
    at_fixed_hours = models.BooleanField(default=True)
    at_danger = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.member)


class NoticeQuerySet(models.QuerySet["Notice", "Notice"]):
    """Reads of mails."""

    def waiting(self, now: datetime) -> "NoticeQuerySet":
        """Those that are to be tried now."""
        return self.filter(sent=False, next_try__lte=now)

    def stuck(self) -> "NoticeQuerySet":
        """Those that did not go out in several tries, the oldest first."""
        return self.filter(sent=False, tries__gte=_STUCK_AFTER).order_by("due")

    def to_members_of(self, agency: Agency) -> "NoticeQuerySet":
        """Those to the holders of this agency's keys."""
        keys = AgencyKey.objects.filter(epoch__agency=agency)
        return self.filter(member__in=keys.values("member"))


class Notice(models.Model):
    """A mail to a member. Which tips it is for, if any, nothing here says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    due = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    sent = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "due", "urgent"], name="reports_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.due}"
