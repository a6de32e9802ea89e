"""An institution with members, and the keys that its members hold."""

from typing import ClassVar, Self

from django.db import models

from accounts.models.user import User

_FINGERPRINT = 64  # hexadecimal digits


class Agency(models.Model):
    """An institution whose members may read tips. One of them takes tips in."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    takes_tips_in = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["takes_tips_in"],
                condition=models.Q(takes_tips_in=True),
                name="accounts_one_agency_takes_tips_in",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AgencyEpochQuerySet(models.QuerySet["AgencyEpoch", "AgencyEpoch"]):
    """Reads."""

    def in_sight_of(self, member: User) -> Self:
        """Those of the agency that takes tips in and those whose key a member holds.

        Each with the member's own sealed key, which `own_key` gives.
        """
        own = models.FilteredRelation("keys", condition=models.Q(keys__member=member))
        with_key = self.annotate(own=own).filter(
            models.Q(agency__takes_tips_in=True) | models.Q(own__isnull=False)
        )
        return with_key.select_related("agency", "own")


class AgencyEpoch(models.Model):
    """One generation of an agency's keys: tips are sealed to the newest.

    What it says is believed only with its signature and under the pin (`vault.trust`).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="epochs")
    number = models.PositiveIntegerField()
    began_on = models.DateField()
    recipient = models.CharField(max_length=80, unique=True)
    verify_key = models.CharField(max_length=64)
    recovery_recipient = models.CharField(max_length=80)
    previous = models.CharField(max_length=_FINGERPRINT, blank=True)
    signer = models.CharField(max_length=_FINGERPRINT)
    signature = models.BinaryField()
    identity_for_recovery = models.BinaryField()
    signing_key_for_recovery = models.BinaryField()

    objects = AgencyEpochQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="accounts_one_epoch_number")
        ]
        ordering: ClassVar = ["agency", "number"]

    def __str__(self) -> str:
        return f"{self.agency} {self.number}"

    @property
    def own_key(self) -> "AgencyKey | None":
        """The key of the member for whom it was read, by `in_sight_of`."""
        key: AgencyKey | None = getattr(self, "own", None)
        if key is not None:
            key.epoch = self
        return key


class AgencyKey(models.Model):
    """An epoch's identity, sealed to one member; for a lead its signing key, too."""

    epoch = models.ForeignKey(AgencyEpoch, on_delete=models.PROTECT, related_name="keys")
    member = models.ForeignKey(User, on_delete=models.CASCADE, related_name="agency_keys")
    sealed_identity = models.BinaryField()
    sealed_signing_key = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["epoch", "member"], name="accounts_one_key_per_member_and_epoch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.epoch}: {self.member}"
