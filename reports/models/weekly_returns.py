"""How many senders came back, on the whole site and by week."""

from datetime import date, timedelta

from django.db import models


class WeeklyReturns(models.Model):
    """Codes that were written on the page, in the week that begins with this Monday.

    Of all tips together: which tip was asked for, and on which day, is counted nowhere. What did
    not open a tip is counted too, so that both cost the same.
    """

    week = models.DateField(primary_key=True)
    opened = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.week)


def monday_of(day: date) -> date:
    """The first day of the week of a day (ISO 8601)."""
    return day - timedelta(days=day.weekday())
