"""What a batch of changes can be taken back by, for one minute."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

SECONDS_TO_UNDO = 60


class BulkUndoQuerySet(models.QuerySet["BulkUndo", "BulkUndo"]):
    """Reads of batches."""

    def over(self) -> "BulkUndoQuerySet":
        """Those that nobody can take back any more."""
        return self.filter(made_at__lt=timezone.now() - timedelta(seconds=SECONDS_TO_UNDO))


class BulkUndo(models.Model):
    """One batch. Which tips, and what each was before, is sealed to the member who made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    sealed = models.BinaryField()

    objects = BulkUndoQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def until(self) -> datetime:
        """The last moment at which it can be taken back."""
        return self.made_at + timedelta(seconds=SECONDS_TO_UNDO)


def forget_undos() -> None:
    """Deletes what is over."""
    BulkUndo.objects.over().delete()
