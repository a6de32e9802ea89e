"""All that the public side reads from and writes to the database about tips.

In one place, with what writing again does in `written_again`, so that an operator can put functions
of the database in its stead and give the public processes no right on the tables.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import AgencyEpoch
from accounts.trust import intake_chain
from reports.deadlines import deadlines
from reports.models import Access, Entry, QuestionSound, Report, StatusChange, WeeklyReturns
from reports.models.report import new_reference
from reports.models.weekly_returns import monday_of


@dataclass(frozen=True)
class Intake:
    """Whom a new tip is sealed to."""

    epoch: int
    recipient: str


@dataclass(frozen=True)
class NewTip:
    """The sealed pieces of a tip that is being sent."""

    report: UUID
    received_on: date
    language: str
    danger_now: bool
    epoch: int
    case_recipient: str
    sealed_case: bytes
    sealed_thread: bytes
    sealed_card: bytes
    lookup: bytes
    sealed_thread_for_sender: bytes
    case_recipient_mark: bytes
    sealed_answers: bytes
    mark: bytes
    origin: "Origin"


@dataclass(frozen=True)
class Origin:
    """How a tip came: by itself, by way of a member who saw its code, or as a canary.

    `quarantined`: in a flood, so that members look at it later.
    """

    channel: str = Report.Channel.WEB
    seen_by_staff: bool = False
    canary: bool = False
    quarantined: bool = False


@dataclass(frozen=True)
class FoundTip:
    """What a look-up key leads to."""

    lookup: bytes
    report: UUID
    received_on: date
    status: str
    case_recipient: str
    case_recipient_mark: bytes
    sealed_thread: bytes
    withdrawn_on: date | None
    seen_by_staff: bool


class Gone(Exception):
    """The code opens nothing any more: the tip was deleted, or the code replaced."""


class Withdrawn(Exception):
    """The tip is withdrawn: nothing is added to it unless its sender takes that back."""


def open_intake() -> Intake | None:
    """The newest key of the agency that takes tips in; None before there is one.

    Raises vault.errors.Untrusted when the pin does not vouch for what the database says.
    """
    chain = intake_chain()
    return Intake(chain[-1].pk, chain[-1].recipient) if chain else None


class KeysForgotten(Exception):
    """Nobody holds the keys any more that the tip was sealed to: it has to be sealed again."""


def save_tip(tip: NewTip) -> bool:
    """Stores a tip whole. False, and nothing stored, when its look-up key is there already.

    Raises KeysForgotten when all older tips were sealed again while this one was on its way.
    """
    try:
        _insert(tip)
    except IntegrityError:
        if Access.objects.filter(lookup=tip.lookup).exists():
            return False
        _insert(tip)  # the random reference was taken
    return True


@transaction.atomic
def _insert(tip: NewTip) -> None:
    epoch = AgencyEpoch.objects.select_for_update().get(pk=tip.epoch)
    if not epoch.identity_for_recovery:
        raise KeysForgotten
    report, access, answers = rows_of(tip)
    report.save(force_insert=True)
    access.save(force_insert=True)
    answers.save(force_insert=True)


def rows_of(tip: NewTip) -> tuple[Report, Access, Entry]:
    """What the database keeps of a new tip, not stored yet."""
    urgency = Report.Urgency.IMMEDIATE if tip.danger_now else Report.Urgency.UNSET
    until = deadlines(tip.received_on, urgency)
    report = Report(
        id=tip.report,
        reference=new_reference(),
        received_on=tip.received_on,
        language=tip.language,
        channel=tip.origin.channel,
        canary=tip.origin.canary,
        danger_now=tip.danger_now,
        urgency=urgency,
        acknowledge_by=until.acknowledge_by,
        answer_by=until.answer_by,
        quarantined=tip.origin.quarantined,
        epoch_id=tip.epoch,
        case_recipient=tip.case_recipient,
        sealed_case=tip.sealed_case,
        sealed_thread=tip.sealed_thread,
        sealed_card=tip.sealed_card,
    )
    report.rank = report.place_in_lists()
    access = Access(
        report=report,
        lookup=tip.lookup,
        sealed_thread=tip.sealed_thread_for_sender,
        case_recipient_mark=tip.case_recipient_mark,
        seen_by_staff=tip.origin.seen_by_staff,
    )
    answers = Entry(
        report=report,
        number=1,
        kind=Entry.Kind.ANSWERS,
        on=tip.received_on,
        sealed=tip.sealed_answers,
        mark=tip.mark,
    )
    return report, access, answers


def find_tip(*lookups: bytes) -> FoundTip | None:
    """The tip of the first of these look-up keys that has one, by one query.

    One that is due for deletion is gone already.
    """
    found = (
        Access.objects.select_related("report")
        .filter(lookup__in=lookups)
        .exclude(report__in=Report.objects.due_for_deletion(timezone.localdate()))
    )
    by_lookup = {bytes(access.lookup): access for access in found}
    lookup = next((lookup for lookup in lookups if lookup in by_lookup), None)
    if lookup is None:
        return None
    access = by_lookup[lookup]
    report = access.report
    return FoundTip(
        lookup=lookup,
        report=report.pk,
        received_on=report.received_on,
        status=report.status,
        case_recipient=report.case_recipient,
        case_recipient_mark=bytes(access.case_recipient_mark),
        sealed_thread=bytes(access.sealed_thread),
        withdrawn_on=report.withdrawn_on,
        seen_by_staff=access.seen_by_staff,
    )


def count_return(*, opened: bool) -> None:
    """Counts a code that somebody wrote, for the whole site and the week alone.

    A code that opens nothing is counted too, elsewhere in the row, so that both cost the same.
    """
    week = monday_of(timezone.localdate())
    column = "opened" if opened else "unknown"
    if not WeeklyReturns.objects.filter(week=week).update(**{column: F(column) + 1}):
        WeeklyReturns.objects.bulk_create([WeeklyReturns(week=week)], ignore_conflicts=True)
        WeeklyReturns.objects.filter(week=week).update(**{column: F(column) + 1})


def entry_exists(report: UUID, mark: bytes) -> bool:
    """Whether these very words of this very page are stored already."""
    return Entry.objects.filter(report_id=report, mark=mark).exists()


def hold(report: UUID) -> date | None:
    """Holds a tip until the transaction ends. Gives the day of its withdrawal. Raises Gone."""
    held = Report.objects.select_for_update()
    tip = held.filter(pk=report).first()
    if tip is None or Report.objects.due_for_deletion(timezone.localdate()).filter(pk=report):
        raise Gone
    return tip.withdrawn_on


def hold_open(report: UUID) -> None:
    """Holds a tip that is not withdrawn. Raises Gone, Withdrawn."""
    if hold(report) is not None:
        raise Withdrawn


def next_number(report: UUID) -> int:
    """The number of the next entry, for who holds the tip."""
    last = Entry.objects.filter(report_id=report).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def messages(report: UUID) -> list[Entry]:
    """The committee's messages to the sender, oldest first."""
    entries = Entry.objects.filter(report_id=report, kind=Entry.Kind.MESSAGE)
    return list(entries.select_related("member"))


def question_sound(question: str, language: str, digest: str) -> tuple[str, bytes] | None:
    """The kind and the bytes of a recording of a question; None when there is no such one."""
    found = QuestionSound.objects.filter(question=question, language=language, digest=digest)
    row = found.values_list("kind", "sound").first()
    return (row[0], bytes(row[1])) if row else None


def status_changes(report: UUID) -> list[StatusChange]:
    """The moves of a tip, oldest first."""
    return list(StatusChange.objects.filter(report_id=report))


def set_withdrawn(report: UUID, on: date | None) -> None:
    """Hides a tip that the caller holds from everybody, or with None shows it again as unread.

    It stands where it stood, closed too: nothing was written that waits for an answer.
    """
    Report.objects.filter(pk=report).update(withdrawn_on=on, unread=True)


def delete_message(report: UUID, number: int) -> None:
    """Deletes the sender's copy of a message for good; the members' copy stays.

    Only where they have one, so that what the committee said is never lost to it.
    """
    Entry.objects.filter(
        report_id=report,
        number=number,
        kind=Entry.Kind.MESSAGE,
        deleted_by_sender=False,
        sealed_to_case__isnull=False,
    ).update(sealed=b"", deleted_by_sender=True)


def replace_access(old: bytes, *, lookup: bytes, sealed_thread: bytes, mark: bytes) -> bool:
    """Puts a new code in the place of one that a member saw, whole or not at all.

    False when there is no such old code (any more).
    """
    changed = Access.objects.filter(lookup=old, seen_by_staff=True).update(
        lookup=lookup,
        sealed_thread=sealed_thread,
        case_recipient_mark=mark,
        seen_by_staff=False,
    )
    return bool(changed)


def count_entries(lookup: bytes) -> int:
    """How many entries the tip of this look-up key has."""
    return Entry.objects.filter(report__access__lookup=lookup).count()


def delete_canaries() -> int:
    """Deletes every canary whole, those of killed runs too. Gives how many tips there were."""
    canaries = Report.objects.filter(canary=True)
    found = canaries.count()
    canaries.delete()
    return found
