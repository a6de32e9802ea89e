"""What members do to tips."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.agencies import remove_member
from accounts.models import Agency, User
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import open_keys
from reports.models import Entry, IntakeSettings, Report
from reports.thresholds import Thresholds, write_thresholds
from vault.errors import Unopenable


@transaction.atomic
def record_view(member: Unlocked, report: Report) -> None:
    """Who opened the tip is kept; at the first time the sender is told that it is being read."""
    if report.unread:
        Report.objects.filter(pk=report.pk).update(unread=False, status=Report.Status.READING)
        report.refresh_from_db(fields=["status", "unread"])
    audit.record("tip.viewed", by=member.user, target=f"tip/{report.pk}")


def record_damage(member: Unlocked, report: Report) -> None:
    """That a tip did not open is kept, so that it is looked into."""
    audit.record("tip.damaged", by=member.user, target=f"tip/{report.pk}")


def record_unusable_key(member: Unlocked) -> None:
    """That a member's own key did not open is kept."""
    user = member.user
    audit.record("keys.unusable", by=user, target=f"user/{user.username}")


@transaction.atomic
def assign(member: Unlocked, report: Report, assignee: User | None) -> None:
    """Says who works on a tip."""
    Report.objects.filter(pk=report.pk).update(assignee=assignee)
    name = assignee.username if assignee else ""
    audit.record("tip.assigned", by=member.user, target=f"tip/{report.pk}", to=name)


@transaction.atomic
def move_to_inbox(member: Unlocked, chosen: Iterable[UUID]) -> int:
    """Moves tips that came in a flood to the inbox. How many of those chosen were still there."""
    tips = Report.objects.visible_to(member.user).in_quarantine().filter(pk__in=list(chosen))
    moved = list(tips.order_by("pk").values_list("pk", flat=True))
    Report.objects.filter(pk__in=moved).update(quarantined=False)
    for pk in moved:  # the trail last: others wait for it
        audit.record("tip.out_of_quarantine", by=member.user, target=f"tip/{pk}")
    return len(moved)


@transaction.atomic
def set_thresholds(lead: Unlocked, said: Thresholds) -> None:
    """Says from when on the tip form asks to wait; the public half knows once it is committed."""
    IntakeSettings.objects.update_or_create(pk=IntakeSettings.ONLY, defaults=asdict(said))
    audit.record("intake.set", by=lead.user, **asdict(said))
    transaction.on_commit(write_thresholds)


@transaction.atomic
def hand_over_and_remove(lead: Unlocked, leaving: User, *, agency: Agency, to: User | None) -> None:
    """Removes a member at once and gives their open tips to somebody else, or to nobody.

    Raises what `accounts.agencies.remove_member` raises; then nothing has changed.
    """
    tips = list(Report.objects.open_tips_of(leaving, agency).select_for_update())
    Report.objects.filter(pk__in=[report.pk for report in tips]).update(assignee=to)
    remove_member(lead, leaving, agency=agency)
    name = to.username if to else ""
    for report in tips:  # the trail last: others wait for it
        audit.record("tip.handed_over", by=lead.user, target=f"tip/{report.pk}", to=name)


@transaction.atomic
def reply_to_sender(member: Unlocked, report: Report, *, text: str, once: str) -> None:
    """Signs a message and seals it to the thread, which the sender's code opens.

    Once for each `once`. Raises Unopenable when this member may not open the tip, and when the
    thread is not the one that the sender's words are marked with.
    """
    keys = open_keys(member, report)
    thread = keys.thread
    Report.objects.select_for_update().get(pk=report.pk)
    mark = hashlib.sha256(f"{member.user.pk}/{once}".encode()).digest()
    if report.entries.filter(mark=mark).exists():
        return
    # A thread that did not seal the sender's own words may be somebody else's.
    first = report.entries.filter(kind=Entry.Kind.ANSWERS).first()
    if first is None:
        raise Unopenable
    seals.open_from_sender(first, keys)
    number = report.entries.aggregate(last=Max("number"))["last"] + 1
    Entry.objects.create(
        report=report,
        number=number,
        kind=Entry.Kind.MESSAGE,
        on=timezone.localdate(),
        member=member.user,
        verify_key=member.signing_key.verify_key,
        mark=mark,
        sealed=seals.seal_message(
            text,
            report=report.pk,
            number=number,
            author=member.user.username,
            key=member.signing_key,
            thread=thread,
        ),
    )
    audit.record("tip.replied", by=member.user, target=f"tip/{report.pk}")
