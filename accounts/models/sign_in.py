"""What signing in remembers: tries, devices and sessions."""

from typing import ClassVar

from django.contrib.sessions.models import Session
from django.db import models

from accounts.models.user import User


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


class KnownDevice(models.Model):
    """A browser in which this person has signed in with both factors before."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.BinaryField(unique=True)
    used_on = models.DateField()

    def __str__(self) -> str:
        return str(self.user)


class StaffSession(models.Model):
    """A session of a person who gave both factors, for the list of their sessions."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_sessions")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="staff")
    began_at = models.DateTimeField()
    browser = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.browser}"
