"""A tip: what lists need in clear, and sealed pieces."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, AgencyEpoch, User

_REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"  # none that is read as another


def new_reference() -> str:
    """A random reference to say aloud, like `R7QK-MD42`: it tells neither order nor number."""
    letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of tips."""

    def visible_to(self, member: User) -> "ReportQuerySet":
        """The tips whose agency key this member holds."""
        return self.filter(epoch__keys__member=member)

    def sealed_to_older_keys(self, newest: AgencyEpoch) -> "ReportQuerySet":
        """The tips of an agency that are not sealed to its newest keys."""
        return self.filter(epoch__agency=newest.agency).exclude(epoch=newest).order_by("pk")

    def open_tips_of(self, member: User, agency: Agency) -> "ReportQuerySet":
        """The tips of an agency that this member works on."""
        return self.filter(assignee=member, epoch__agency=agency).order_by("reference")

    def for_the_list(self) -> "ReportQuerySet":
        """Danger first, then the newest day; within a day by reference, which tells nothing."""
        return self.select_related("epoch__agency", "assignee").order_by(
            "-danger_now", "-received_on", "reference"
        )


class Report(models.Model):
    """A tip. Nothing that its sender wrote is here in clear."""

    class Status(models.TextChoices):
        """What the sender is told."""

        RECEIVED = "received", _("Received")
        READING = "reading", _("Being read")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    received_on = models.DateField()
    language = models.CharField(max_length=3)
    danger_now = models.BooleanField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    assignee = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="assigned_reports"
    )
    unread = models.BooleanField(default=True)
    files = models.PositiveSmallIntegerField(default=0)
    epoch = models.ForeignKey(AgencyEpoch, on_delete=models.PROTECT, related_name="reports")
    case_recipient = models.CharField(max_length=80)
    sealed_case = models.BinaryField()
    sealed_thread = models.BinaryField()
    sealed_card = models.BinaryField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-danger_now", "-received_on", "reference"], name="reports_list")
        ]

    def __str__(self) -> str:
        return self.reference
