"""A role that counts only with the signature of an agency's key."""

from typing import ClassVar

from django.db import models

from accounts.models.agency import Agency, AgencyEpoch
from accounts.models.user import User
from accounts.roles import GRANTED_BY_LEADS

PAST = "past"
"""Somebody who left: may do nothing, and what they signed is still theirs."""


class SignedGrant(models.Model):
    """Which keys hold which role in an agency, signed with the key of an epoch.

    It names the person's keys and not only the person: after a reset the account has other keys,
    and the grant is worth nothing until a lead signs a new one.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signed_grants")
    role = models.CharField(
        max_length=10, choices=[*((r.value, r.label) for r in GRANTED_BY_LEADS), (PAST, PAST)]
    )
    recipient = models.CharField(max_length=80)
    verify_key = models.CharField(max_length=64)
    epoch = models.ForeignKey(AgencyEpoch, on_delete=models.PROTECT, related_name="+")
    signature = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "recipient"], name="accounts_one_signed_grant_per_agency"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} ({self.agency})"
