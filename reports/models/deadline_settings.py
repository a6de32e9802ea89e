"""What a lead says about deadlines, and which further days nobody works."""

from datetime import date
from typing import ClassVar

from django.db import models

from reports.models.report import Report


class PromiseSetting(models.Model):
    """Working days for one urgency, in the place of those of the software."""

    urgency = models.CharField(max_length=10, choices=Report.Urgency.choices, primary_key=True)
    acknowledge = models.PositiveSmallIntegerField()
    answer = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.urgency


class DayOff(models.Model):
    """A day on which nobody works, beside week-ends and the country's public holidays."""

    on = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.on}"


class AwayQuerySet(models.QuerySet["Away", "Away"]):
    """Reads of absences."""

    def on(self, day: date) -> "AwayQuerySet":
        """Those that this day is in."""
        return self.filter(first__lte=day, last__gte=day)

    def not_over(self, today: date) -> "AwayQuerySet":
        """Those that last today or begin later, the next first."""
        return self.filter(last__gte=today).order_by("first", "pk")


class Away(models.Model):
    """From which day to which a member does not work."""

    member = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="away")
    first = models.DateField()
    last = models.DateField()

    objects = AwayQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="reports_away_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.first}"
