"""What signing in remembers: tries, devices and sessions."""

from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from accounts.models.user import User

SESSION_LIFETIME = timedelta(hours=12)
"""After which a session is over, used or not."""

DEVICE_LIFETIME = timedelta(days=180)
"""Without a sign-in, after which a device is known no more."""


class Tries(models.Model):
    """How often something was tried in a stretch of time.

    `key` is a mark that only the member pepper makes: neither a name that was typed nor an address
    can be read from it.
    """

    key = models.BinaryField(unique=True)
    since = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return str(self.count)


class KnownDeviceQuerySet(models.QuerySet["KnownDevice", "KnownDevice"]):
    """Reads."""

    def still_known(self) -> Self:
        """Those that were used to sign in within the last 180 days."""
        return self.filter(used_on__gt=timezone.localdate() - DEVICE_LIFETIME)


class KnownDevice(models.Model):
    """A browser in which this person has signed in with both factors before."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.BinaryField(unique=True)
    used_on = models.DateField()

    objects = KnownDeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)


class StaffSessionQuerySet(models.QuerySet["StaffSession", "StaffSession"]):
    """Reads."""

    def live(self) -> Self:
        """Those that are not over."""
        now = timezone.now()
        begun = self.filter(began_at__gt=now - SESSION_LIFETIME, session__expire_date__gt=now)
        return begun.select_related("session")


class StaffSession(models.Model):
    """A session of a person who gave both factors, for the list of their sessions."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_sessions")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="staff")
    began_at = models.DateTimeField()
    browser = models.CharField(max_length=60)

    objects = StaffSessionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.browser}"
