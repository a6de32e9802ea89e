"""The authenticator app of a person."""

from django.db import models

from accounts.models.user import User


class TotpDevice(models.Model):
    """A TOTP secret (RFC 6238), sealed, the last time step that was used, and wrong codes."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp")
    sealed_secret = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user)
