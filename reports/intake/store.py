"""All that the public side reads from and writes to the database about tips.

In one place, so that an operator can put functions of the database in its stead and give the
public processes no right on the tables.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import AgencyEpoch
from accounts.trust import intake_chain
from reports.models import Access, Entry, Report
from reports.models.report import new_reference


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
    report = Report.objects.create(
        id=tip.report,
        reference=new_reference(),
        received_on=tip.received_on,
        language=tip.language,
        danger_now=tip.danger_now,
        quarantined=tip.quarantined,
        epoch_id=tip.epoch,
        case_recipient=tip.case_recipient,
        sealed_case=tip.sealed_case,
        sealed_thread=tip.sealed_thread,
        sealed_card=tip.sealed_card,
    )
    Access.objects.create(
        report=report,
        lookup=tip.lookup,
        sealed_thread=tip.sealed_thread_for_sender,
        case_recipient_mark=tip.case_recipient_mark,
    )
    Entry.objects.create(
        report=report,
        number=1,
        kind=Entry.Kind.ANSWERS,
        on=tip.received_on,
        sealed=tip.sealed_answers,
        mark=tip.mark,
    )


def find_tip(*lookups: bytes) -> FoundTip | None:
    """The tip of the first of these look-up keys that has one, by one query."""
    found = Access.objects.select_related("report").filter(lookup__in=lookups)
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
    )


def entry_exists(report: UUID, mark: bytes) -> bool:
    """Whether these very words of this very page are stored already."""
    return Entry.objects.filter(report_id=report, mark=mark).exists()


def next_number(report: UUID) -> int:
    """The number of the next entry. Inside a transaction it holds the tip until the end."""
    Report.objects.select_for_update().get(pk=report)
    last = Entry.objects.filter(report_id=report).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def save_addition(report: UUID, *, number: int, on: date, sealed: bytes, mark: bytes) -> None:
    """Stores what the sender added, and shows the tip as unread."""
    Entry.objects.create(
        report_id=report,
        number=number,
        kind=Entry.Kind.ADDITION,
        on=on,
        sealed=sealed,
        mark=mark,
    )
    Report.objects.filter(pk=report).update(unread=True)


def messages(report: UUID) -> list[Entry]:
    """The committee's messages to the sender, oldest first."""
    entries = Entry.objects.filter(report_id=report, kind=Entry.Kind.MESSAGE)
    return list(entries.select_related("member"))
