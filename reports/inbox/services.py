"""What members do to tips."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import thread_of
from reports.models import Entry, Report


@transaction.atomic
def mark_as_read(report: Report) -> None:
    """The sender is told that the tip is being read; the list shows it as read."""
    Report.objects.filter(pk=report.pk).update(unread=False, status=Report.Status.READING)


@transaction.atomic
def reply_to_sender(member: Unlocked, report: Report, *, text: str, once: str) -> None:
    """Seals a message to the thread, which the sender's code opens. Once for each `once`.

    The recipient comes from the thread identity and never from the database. Raises Unopenable
    when this member may not open the tip.
    """
    thread = thread_of(member, report)
    Report.objects.select_for_update().get(pk=report.pk)
    mark = hashlib.sha256(f"{member.user.pk}/{once}".encode()).digest()
    if report.entries.filter(mark=mark).exists():
        return
    number = report.entries.aggregate(last=Max("number"))["last"] + 1
    Entry.objects.create(
        report=report,
        number=number,
        kind=Entry.Kind.MESSAGE,
        on=timezone.localdate(),
        member=member.user,
        mark=mark,
        sealed=seals.seal_entry(
            text.encode(),
            report=report.pk,
            kind=Entry.Kind.MESSAGE,
            number=number,
            author="staff",
            recipient=thread.recipient,
        ),
    )
