"""What is left of a tip that is gone."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trace(models.Model):
    """That there was a tip, from which day to which, and why it ended. Nothing of what it said."""

    class Reason(models.TextChoices):
        """Why a tip was deleted."""

        WITHDRAWN = "withdrawn", _("Withdrawn by the sender")

    # Random, and not the tip's own: nothing that once named the tip leads here but its reference.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=9, unique=True)
    received_on = models.DateField()
    ended_on = models.DateField()
    reason = models.CharField(max_length=10, choices=Reason.choices)

    def __str__(self) -> str:
        return self.reference
