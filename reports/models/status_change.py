"""When a tip moved from one status to the next."""

import uuid
from typing import ClassVar

from django.db import models

from reports.models.report import Report


class StatusChange(models.Model):
    """One move of a tip, which its sender is told. That it first was received is no move."""

    # Random: a serial number would tell in which order tips moved.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="status_changes")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Report.Status.choices)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_status_number"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.report} {self.status}"
