"""A link that lets somebody in once."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation", "Invitation"]):
    """Reads of invitations."""

    def usable(self) -> "InvitationQuerySet":
        """Those that were not used and are not too old."""
        return self.filter(used=False, expires_at__gt=timezone.now()).select_related("user")


class Invitation(models.Model):
    """A one-time enrolment link: only the digest of its token is kept.

    Without a person it is the token of the first set-up.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="invitations")
    digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used = models.BooleanField(default=False)
    tried_again = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-expires_at"]

    def __str__(self) -> str:
        return str(self.user or "set-up")
