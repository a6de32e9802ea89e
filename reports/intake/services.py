"""Taking a tip in, and the conversation that follows."""

import logging
import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.trust import Author
from reports import seals
from reports.intake import store
from reports.models import Entry, Report
from reports.seals import Answers
from vault.derive import mark, same_mark
from vault.errors import Unopenable, VaultError
from vault.identity import Identity
from vault.receipts import SenderKeys
from vault.report_keys import ReportKeys, recipient_mark

logger = logging.getLogger(__name__)


class NotOpenYet(Exception):
    """No agency has a key yet, so that nobody could read a tip."""


class UntrustedRecipient(Unopenable):
    """The database names another recipient for this case than the sender's code vouches for."""


@dataclass(frozen=True)
class Message:
    """One message of the committee, as the sender reads it.

    `text` is None when it is not what a member signed.
    """

    on: date
    text: str | None


@dataclass(frozen=True)
class Conversation:
    """What the code shows: never what the sender wrote. `keys` are those that the tip is under."""

    keys: SenderKeys
    received_on: date
    status: Report.Status
    messages: list[Message]


def report_submit(
    keys: SenderKeys, *, answers: Answers, language: str, quarantined: bool = False
) -> bool:
    """Seals a tip and stores it, once. Whether it is a new one.

    Sent again under the same code it is found again, not stored twice; with changed words the
    new ones are added. Raises NotOpenYet, UntrustedRecipient and, when the pin does
    not vouch for the keys of the committee, vault.errors.Untrusted.
    """
    body = seals.encode({"answers": answers, "language": language})
    body_mark = mark(keys.marking, b"answers", body)
    try:
        stored = _seal_and_store(keys, answers, language, body, body_mark, quarantined=quarantined)
    except store.KeysForgotten:  # new keys, and all sealed again, in this very moment
        stored = _seal_and_store(keys, answers, language, body, body_mark, quarantined=quarantined)
    if stored:
        return True
    tip = store.find_tip(keys.lookup)
    if tip is not None:
        _add(keys, tip, body=body, body_mark=body_mark)
    return False


def _seal_and_store(
    keys: SenderKeys,
    answers: Answers,
    language: str,
    body: bytes,
    body_mark: bytes,
    *,
    quarantined: bool,
) -> bool:
    intake = store.open_intake()
    if intake is None:
        raise NotOpenYet
    tip = _sealed_tip(
        keys, intake, answers=answers, language=language, body=body, body_mark=body_mark
    )
    return store.save_tip(replace(tip, quarantined=quarantined))


def _sealed_tip(
    keys: SenderKeys,
    intake: store.Intake,
    *,
    answers: Answers,
    language: str,
    body: bytes,
    body_mark: bytes,
) -> store.NewTip:
    report = uuid.uuid4()
    made = ReportKeys.generate()
    case = made.case.recipient
    return store.NewTip(
        report=report,
        received_on=timezone.localdate(),
        language=language,
        danger_now=answers.get("danger") == "yes",
        epoch=intake.epoch,
        case_recipient=case,
        sealed_case=seals.seal_report_identity(
            made.case, kind="case", report=report, to=[intake.recipient]
        ),
        sealed_thread=seals.seal_report_identity(
            made.thread, kind="thread", report=report, to=[intake.recipient]
        ),
        sealed_card=seals.seal_card(seals.make_card(answers), report=report, case=made.case),
        lookup=keys.lookup,
        sealed_thread_for_sender=seals.seal_report_identity(
            made.thread, kind="thread", report=report, to=[keys.identity.recipient]
        ),
        case_recipient_mark=recipient_mark(keys.marking, report=str(report), recipient=case),
        sealed_answers=seals.seal_from_sender(
            body,
            report=report,
            kind=Entry.Kind.ANSWERS,
            number=1,
            recipient=case,
            thread=made.thread,
        ),
        mark=body_mark,
    )


def add_to_tip(keys: SenderKeys, *, text: str, once: str) -> None:
    """Adds the sender's words to their tip, once per page.

    Raises Unopenable when there is no such tip any more, UntrustedRecipient.
    """
    tip = store.find_tip(keys.lookup)
    if tip is None:
        raise Unopenable
    body = seals.encode({"text": text})
    _add(keys, tip, body=body, body_mark=mark(keys.marking, b"addition", once.encode(), body))


def _add(keys: SenderKeys, tip: store.FoundTip, *, body: bytes, body_mark: bytes) -> None:
    expected = recipient_mark(keys.marking, report=str(tip.report), recipient=tip.case_recipient)
    if not same_mark(tip.case_recipient_mark, expected):
        raise UntrustedRecipient
    thread = seals.open_thread(tip.sealed_thread, report=tip.report, identity=keys.identity)
    with transaction.atomic():
        number = store.next_number(tip.report)
        if store.entry_exists(tip.report, body_mark):
            return
        sealed = seals.seal_from_sender(
            body,
            report=tip.report,
            kind=Entry.Kind.ADDITION,
            number=number,
            recipient=tip.case_recipient,
            thread=thread,
        )
        store.save_addition(
            tip.report, number=number, on=timezone.localdate(), sealed=sealed, mark=body_mark
        )


def conversation(*candidates: SenderKeys) -> Conversation | None:
    """The status and the messages of the tip that one of these opens; None when there is none.

    The candidates are one code's keys in each generation. An unknown code costs the same work as a
    known one, whichever generation that is of. Raises Unopenable when pieces in the
    database were swapped or damaged.
    """
    tip = store.find_tip(*(keys.lookup for keys in candidates))
    if tip is None:
        _open_decoy()
        return None
    keys = next(keys for keys in candidates if keys.lookup == tip.lookup)
    thread = seals.open_thread(tip.sealed_thread, report=tip.report, identity=keys.identity)
    entries = store.messages(tip.report)
    believed = seals.authors_of(entries)
    return Conversation(
        keys=keys,
        received_on=tip.received_on,
        status=Report.Status(tip.status),
        messages=[_message(entry, thread, believed) for entry in entries],
    )


def _message(entry: Entry, thread: Identity, believed: set[Author]) -> Message:
    try:
        return Message(entry.on, seals.open_message(entry, thread, believed=believed))
    except VaultError:
        logger.critical("A message in the database is not what a member signed.")
        return Message(entry.on, None)


_DECOY = uuid.uuid4()
_DECOY_IDENTITY = Identity.generate()
_DECOY_THREAD = seals.seal_report_identity(
    Identity.generate(), kind="thread", report=_DECOY, to=[_DECOY_IDENTITY.recipient]
)


def _open_decoy() -> None:
    """What a known code costs whose tip has no message: one opening and one query."""
    seals.open_thread(_DECOY_THREAD, report=_DECOY, identity=_DECOY_IDENTITY)
    store.messages(_DECOY)
