"""All that the public side reads from and writes to the database about files.

Beside `store`, and for the same reason.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from reports.intake import store
from reports.intake.written_again import show_to_members
from reports.models import Attachment, Report


class TooManyFiles(Exception):
    """The tip has as many files as it may have."""


@dataclass(frozen=True)
class NewFile:
    """The sealed pieces of a file that was sent."""

    attachment: UUID
    report: UUID
    on: date
    sealed_about: bytes
    original: str
    cleaned: str
    mark: bytes


def has_room(report: UUID) -> bool:
    """Whether the tip may have one more file."""
    return Report.objects.filter(pk=report, files__lt=settings.FILES_PER_TIP).exists()


@transaction.atomic
def save_file(new: NewFile) -> UUID:
    """Stores where a file lies, once; when it is there already, the id of the first.

    Raises TooManyFiles, store.Gone and store.Withdrawn.
    """
    store.hold_open(new.report)
    report = Report.objects.get(pk=new.report)
    there = Attachment.objects.filter(report=report, mark=new.mark).first()
    if there is not None:
        return there.pk
    if report.files >= settings.FILES_PER_TIP:
        raise TooManyFiles
    last = Attachment.objects.filter(report=report).aggregate(last=Max("number"))["last"]
    Attachment.objects.create(
        id=new.attachment,
        report=report,
        number=int(last or 0) + 1,
        on=new.on,
        sealed_about=new.sealed_about,
        original=new.original,
        cleaned=new.cleaned,
        mark=new.mark,
    )
    Report.objects.filter(pk=report.pk).update(files=F("files") + 1, unread=True)
    if report.is_closed:
        show_to_members(report, on=new.on)
    return new.attachment


@transaction.atomic
def remove_file(report: UUID, attachment: UUID) -> tuple[str, ...]:
    """Deletes the row of a file, and gives the names of what lies in the storage."""
    Report.objects.select_for_update().filter(pk=report).first()
    found = Attachment.objects.filter(pk=attachment, report_id=report).first()
    if found is None:
        return ()
    found.delete()
    Report.objects.filter(pk=report).update(files=F("files") - 1)
    return found.original, found.cleaned
