"""That a member pressed Stop while a search was running."""

from django.db import models
from django.utils import timezone


class SearchStop(models.Model):
    """A search that is to end: its random number and the day, neither who nor what was searched.

    In the database, since the press may reach another process than the one that searches.
    """

    run = models.UUIDField(primary_key=True)
    on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return str(self.run)
