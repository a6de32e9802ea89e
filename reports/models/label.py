"""The words by which an agency sorts its tips."""

import secrets
from typing import ClassVar

from django.db import models

from accounts.models import Agency

_LETTERS = "23456789bcdfghjkmnpqrtvwxz"  # no words come of them


def new_label_id() -> str:
    """A random name for a label in the sealed cards of tips."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


class Label(models.Model):
    """One label. Which tips carry it stands in their sealed cards alone."""

    id = models.CharField(primary_key=True, max_length=8, default=new_label_id)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=40)
    retired = models.BooleanField(default=False)
    """Nobody puts it on a tip any more; those that carry it keep it."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="reports_label_name"),
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
