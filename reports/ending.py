"""The end of a tip: deleted for good, with a trace that says nothing of it."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reports.models import Report, Trace
from reports.models.report import ReportQuerySet
from reports.sealed_files import delete_files

logger = logging.getLogger(__name__)


def delete_withdrawn() -> None:
    """Deletes the tips whose withdrawal nobody can take back any more, each by itself.

    One that fails is logged, and is tried again in the next round.
    """
    for pk in list(_due().values_list("pk", flat=True)):
        try:
            _end(pk)
        except Exception:
            logger.exception("A withdrawn tip was not deleted.")


@transaction.atomic
def _end(pk: UUID) -> None:
    # Asked again under the lock: it may be held, or gone, since it was looked up.
    report = _due().select_for_update().filter(pk=pk).first()
    if report is None:
        return
    Trace.objects.create(
        reference=report.reference,
        received_on=report.received_on,
        ended_on=timezone.localdate(),
        reason=Trace.Reason.WITHDRAWN,
    )
    delete_files(pk)
    report.delete()


def _due() -> ReportQuerySet:
    return Report.objects.due_for_deletion(timezone.localdate())
