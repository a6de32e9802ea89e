"""What a lead says about floods: one row."""

from django.db import models

from reports.thresholds import Thresholds


class IntakeSettingsQuerySet(models.QuerySet["IntakeSettings", "IntakeSettings"]):
    """Reads of the one row."""

    def thresholds(self) -> Thresholds:
        """What it says; the defaults before anybody said anything."""
        row = self.filter(pk=IntakeSettings.ONLY).first()
        if row is None:
            return Thresholds()
        return Thresholds(row.wait_from, row.quarantine_from, row.wait_seconds)


class IntakeSettings(models.Model):
    """The thresholds of `reports.thresholds`. There is one row at most."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    wait_from = models.PositiveIntegerField()
    quarantine_from = models.PositiveIntegerField()
    wait_seconds = models.PositiveIntegerField()

    objects = IntakeSettingsQuerySet.as_manager()

    def __str__(self) -> str:
        return "intake"
