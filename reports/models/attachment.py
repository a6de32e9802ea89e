"""One file of a tip."""

import uuid
from typing import ClassVar

from django.db import models

from reports.models.report import Report


class Attachment(models.Model):
    """Where the sealed file lies, and what it is, sealed to the case.

    In clear: how many there are, the day, and padded sizes. Names in the storage are random.
    """

    # Random: a serial number would tell in which order files came.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    number = models.PositiveIntegerField()
    on = models.DateField()
    sealed_about = models.BinaryField()
    original = models.CharField(max_length=64)
    cleaned = models.CharField(max_length=64, blank=True)
    """Empty while there is no cleaned copy."""
    mark = models.BinaryField()
    """Tells the same file sent twice by one page from another one, without saying what it is."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_attachment_number"),
            models.UniqueConstraint(fields=["report", "mark"], name="reports_attachment_once"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"
