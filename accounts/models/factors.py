"""The second factors of a person."""

from typing import ClassVar

from django.db import models

from accounts.models.user import User


class TotpDevice(models.Model):
    """An authenticator app: its TOTP secret (RFC 6238), sealed, and the last step that was used.

    It counts from the moment on when one of its codes was typed (`confirmed`). A secret that is to
    replace it waits beside it until one of that one's codes was typed.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp")
    sealed_secret = models.BinaryField()
    confirmed = models.BooleanField(default=False)
    last_step = models.BigIntegerField(default=0)
    sealed_next = models.BinaryField(null=True)

    def __str__(self) -> str:
        return str(self.user)


class Passkey(models.Model):
    """A passkey (W3C Web Authentication, level 3): its public half."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    added_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"


class RecoveryCode(models.Model):
    """A code on paper that stands in for a lost second factor, once. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(unique=True)

    def __str__(self) -> str:
        return str(self.user)
