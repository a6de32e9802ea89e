"""How a receipt code leads to a tip."""

import uuid

from django.db import models

from reports.models.report import Report


class Access(models.Model):
    """The look-up key of a receipt code and the thread identity sealed to what the code gives.

    The mark authenticates the recipient of the case under a key that only the code gives: a
    recipient exchanged in the database is noticed before anything is sealed to it.
    """

    # Random: a serial number would tell in which order tips came.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="access")
    lookup = models.BinaryField(unique=True)
    sealed_thread = models.BinaryField()
    case_recipient_mark = models.BinaryField()
    seen_by_staff = models.BooleanField(default=False)
    """A member saw this code when they wrote the tip down: it is replaced at the first return."""

    def __str__(self) -> str:
        return str(self.report)
