"""What members do to tips."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.agencies import remove_member
from accounts.models import Agency, User
from accounts.unlocked import Unlocked
from reports import seals, statuses
from reports.inbox.holding import hold
from reports.inbox.reading import entries_of, open_keys
from reports.inbox.staff_entries import mark_of
from reports.inbox.stale import WroteMeanwhile, newest_of_conversation
from reports.inbox.tracing import traced
from reports.intake.services import report_submit
from reports.intake.store import Origin
from reports.models import Entry, IntakeSettings, Report
from reports.seals import Answers
from reports.thresholds import Thresholds, write_thresholds
from vault.errors import Unopenable
from vault.receipts import SenderKeys


@transaction.atomic
def record_view(member: Unlocked, report: Report) -> list[Entry] | None:
    """Who opened the tip is kept; at the first time the sender is told that it is being read.

    `report` is as it was just read. Where that changes nothing, the tip is not held: what comes
    this very moment stays unread. What new words of the sender name goes into the sealed card.
    Gives the entries that count as read, where it had to look at them. Raises Report.DoesNotExist
    when it was withdrawn in between, as all that changes a tip here.
    """
    entries = None
    if report.unread or report.acknowledged_on is None or _is_unopened(report):
        entries = _mark_as_read(member, report)
    audit.record("tip.viewed", by=member.user, target=f"tip/{report.pk}")
    return entries


def _mark_as_read(member: Unlocked, report: Report) -> list[Entry]:
    held = hold(report)
    entries = entries_of(held)
    fields: dict[str, Any] = {"unread": False, "acknowledged_on": held.acknowledged_on}
    if held.unread:
        fields |= traced(member, report, held, entries)
    if held.acknowledged_on is None:
        fields["acknowledged_on"] = timezone.localdate()
    if _is_unopened(held):
        statuses.move(held, Report.Status.READING, **fields)
    else:
        held.change(**fields)
    report.status, report.unread = held.status, held.unread
    return entries


def _is_unopened(report: Report) -> bool:
    return bool(report.status == Report.Status.RECEIVED)


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
    hold(report)
    Report.objects.filter(pk=report.pk).update(assignee=assignee)
    name = assignee.username if assignee else ""
    audit.record("tip.assigned", by=member.user, target=f"tip/{report.pk}", to=name)


@transaction.atomic
def move_to_inbox(member: Unlocked, chosen: Iterable[UUID]) -> int:
    """Moves tips that came in a flood to the inbox. How many of those chosen were still there."""
    tips = Report.objects.visible_to(member).in_quarantine().filter(pk__in=list(chosen))
    # Held, so that a colleague who moves the same ones waits, and then finds them moved.
    moved = list(tips.select_for_update().order_by("pk").values_list("pk", flat=True))
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
    # Withdrawn ones too, without a word of them: who takes one back finds it in somebody's hands.
    tips = list(Report.objects.assigned_to(leaving, agency).select_for_update())
    Report.objects.filter(pk__in=[report.pk for report in tips]).update(assignee=to)
    remove_member(lead, leaving, agency=agency)
    name = to.username if to else ""
    for report in tips:  # the trail last: others wait for it
        audit.record("tip.handed_over", by=lead.user, target=f"tip/{report.pk}", to=name)


@transaction.atomic
def reply_to_sender(
    member: Unlocked, report: Report, *, text: str, once: str, based_on: int | None = None
) -> None:
    """Signs a message and seals it to the thread, which the sender's code opens, and to the case.

    Once for each `once`. `based_on` is the newest entry of the conversation that the member saw;
    None asks for no such thing. Raises stale.WroteMeanwhile when there is a newer one, Unopenable
    when this member may not open the tip, and when the thread is not the one that the sender's
    words are marked with.
    """
    keys = open_keys(member, report)
    held = hold(report)
    mark = mark_of(member, once)
    if report.entries.filter(mark=mark).exists():
        return
    if based_on is not None and newest_of_conversation(held) > based_on:
        raise WroteMeanwhile
    # A thread that did not seal the sender's own words may be somebody else's.
    first = report.entries.filter(kind=Entry.Kind.ANSWERS).first()
    if first is None:
        raise Unopenable
    seals.open_from_sender(first, keys)
    number = report.entries.aggregate(last=Max("number"))["last"] + 1
    sealed = seals.seal_message(
        text,
        report=report.pk,
        number=number,
        author=member.user.username,
        key=member.signing_key,
        keys=keys,
    )
    Entry.objects.create(
        report=report,
        number=number,
        kind=Entry.Kind.MESSAGE,
        on=timezone.localdate(),
        member=member.user,
        verify_key=member.signing_key.verify_key,
        mark=mark,
        sealed=sealed.to_thread,
        sealed_to_case=sealed.to_case,
    )
    if held.answered_on is None:
        held.change(answered_on=timezone.localdate())
    audit.record("tip.replied", by=member.user, target=f"tip/{report.pk}")


@transaction.atomic
def set_status(member: Unlocked, report: Report, *, to: Report.Status) -> None:
    """Moves a tip to another status, which its sender is told.

    Raises statuses.NoSuchMove, also for a move that asks for a reason.
    """
    statuses.move(hold(report), to)
    audit.record("tip.moved", by=member.user, target=f"tip/{report.pk}", to=to.value)


@transaction.atomic
def enter_tip(
    member: Unlocked, keys: SenderKeys, *, answers: Answers, language: str, channel: Report.Channel
) -> None:
    """Sends what a caller told a member, once for each code. Raises what `report_submit` raises."""
    origin = Origin(channel=channel, seen_by_staff=True)
    stored = report_submit(keys, answers=answers, language=language, origin=origin)
    if stored is not None:
        audit.record("tip.entered", by=member.user, target=f"tip/{stored}", channel=channel.value)
