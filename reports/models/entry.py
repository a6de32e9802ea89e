"""One sealed item of a tip."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


class Entry(models.Model):
    """What the sender wrote (sealed to the case) or a message to them (sealed to the thread).

    A message is sealed twice: the sender can delete theirs, and members keep their own copy. What
    members write for each other is sealed to the case; what it is stands inside the seal.
    """

    class Kind(models.TextChoices):
        """What an entry is, and with that who can open it."""

        ANSWERS = "answers", _("Tip")
        ADDITION = "addition", _("From the sender")
        MESSAGE = "message", _("To the sender")
        STAFF = "staff", _("Members only")

    # Random: a serial number would tell in which order tips came.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verify_key = models.CharField(max_length=64, blank=True)
    """Checks the member's signature inside a message; believed under a signed role."""
    sealed = models.BinaryField()
    sealed_to_case = models.BinaryField(null=True)
    """The members' copy of a message; the sender's code does not open it."""
    deleted_by_sender = models.BooleanField(default=False)
    """The sender's copy of a message is gone for good. Its number stays taken."""
    mark = models.BinaryField()
    """Tells the same words sent twice from new ones, without saying what they are."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_entry_number"),
            models.UniqueConstraint(fields=["report", "mark"], name="reports_entry_once"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"
