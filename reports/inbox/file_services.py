"""What members do to the files of tips."""

import hashlib
import os
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports import sealed_files
from reports.cleaning.outcome import Cleaned, NotCleaned, Outcome, Why
from reports.cleaning.parent import clean, memory_file
from reports.inbox.file_reading import check, into_memory
from reports.models import Attachment, Report
from vault.errors import Unopenable
from vault.report_keys import ReportKeys

MOST = 128 * 1024 * 1024  # bytes of a file that is cleaned for a member
_ONE_LOOK = timedelta(hours=1)


def record_file_view(member: Unlocked, attachment: Attachment, *, start: int = 0) -> None:
    """That a member looked at the cleaned copy is kept, from whatever byte on.

    A player asks for later parts of the same file again and again: with the first look they are
    one for an hour.
    """
    action, target = "tip.file_viewed", _target(attachment)
    if start > 0:
        since = timezone.now() - _ONE_LOOK
        looks = AuditEvent.objects.matching(actor=member.user.username, action=action)
        if looks.matching(target=target, since=since).exists():
            return
    audit.record(action, by=member.user, target=target)


def record_original(member: Unlocked, attachment: Attachment) -> None:
    """That a member fetched the file as it came is kept."""
    audit.record("tip.file_original", by=member.user, target=_target(attachment))


def _target(attachment: Attachment) -> str:
    return f"tip/{attachment.report_id}/file/{attachment.pk}"


def clean_now(member: Unlocked, attachment: Attachment, keys: ReportKeys) -> Outcome:
    """Cleans a file that was kept as it came, in memory, and stores the copy sealed.

    Raises Unopenable when the file is not what the sender sent.
    """
    about = sealed_files.open_about(attachment, keys)
    if about.size > MOST:
        return NotCleaned(Why.TOO_LARGE)
    check(attachment, about, "original", case=keys.case)
    memory = memory_file()
    try:
        into_memory(attachment, memory, case=keys.case)
        outcome = clean(memory)
    finally:
        os.close(memory)
    if isinstance(outcome, Cleaned):
        try:
            _keep(member, attachment, keys, outcome)
        finally:
            os.close(outcome.memory)
    return outcome


def _keep(member: Unlocked, attachment: Attachment, keys: ReportKeys, outcome: Cleaned) -> None:
    """Seals the copy to the case that the member holds, never to what a row names."""
    with os.fdopen(os.dup(outcome.memory), "rb") as copy, sealed_files.nameless_file() as sealed:
        copy.seek(0)
        digest = hashlib.file_digest(copy, "sha256").hexdigest()
        copy.seek(0)
        sealed_files.seal_file(
            copy,
            sealed,
            report=attachment.report_id,
            attachment=attachment.pk,
            part="cleaned",
            recipient=keys.case.recipient,
        )
        name = sealed_files.store(sealed)
    before = None
    try:
        before = _say_cleaned(member, attachment, keys, outcome, name=name, digest=digest)
    finally:
        sealed_files.forget(name if before is None else before)


@transaction.atomic
def _say_cleaned(
    member: Unlocked,
    attachment: Attachment,
    keys: ReportKeys,
    outcome: Cleaned,
    *,
    name: str,
    digest: str,
) -> str:
    """The name of the copy that was there before, or nothing. Raises Unopenable when it is gone."""
    Report.objects.select_for_update().get(pk=attachment.report_id)
    row = Attachment.objects.filter(pk=attachment.pk).first()
    if row is None:
        raise Unopenable
    about = replace(
        sealed_files.open_about(row, keys),
        state="cleaned",
        removed=[code.value for code in outcome.removed],
        cleaned_kind=outcome.kind,
        cleaned_size=outcome.size,
        cleaned_sha256=digest,
    )
    before, row.cleaned = row.cleaned, name
    row.sealed_about = sealed_files.seal_about(
        about,
        report=row.report_id,
        attachment=row.pk,
        recipient=keys.case.recipient,
        thread=keys.thread,
    )
    row.save(update_fields=["cleaned", "sealed_about"])
    audit.record("tip.file_cleaned", by=member.user, target=_target(row))
    return before
