"""Taking a tip in, and adding to it."""

import uuid
from functools import partial

from django.db import transaction
from django.utils import timezone

from reports import seals
from reports.intake import store
from reports.intake.written_again import save_addition
from reports.models import Entry
from reports.seals import Answers
from vault.derive import mark, same_mark
from vault.errors import Unopenable
from vault.receipts import SenderKeys
from vault.report_keys import ReportKeys, recipient_mark


class NotOpenYet(Exception):
    """No agency has a key yet, so that nobody could read a tip."""


class UntrustedRecipient(Unopenable):
    """The database names another recipient for this case than the sender's code vouches for."""


_WEB = store.Origin()


def report_submit(
    keys: SenderKeys, *, answers: Answers, language: str, origin: store.Origin = _WEB
) -> uuid.UUID | None:
    """Seals a tip and stores it, once. Gives its id when it is new, and None when it was there.

    Sent again under the same code it is found again, not stored twice; with changed words the
    new ones are added, and danger now raises it. Raises NotOpenYet, UntrustedRecipient,
    store.Withdrawn and, when the pin does not vouch for the keys of the committee,
    vault.errors.Untrusted.
    """
    body = seals.encode({"answers": answers, "language": language})
    body_mark = mark(keys.marking, b"answers", body)
    sealing = partial(
        _seal_and_store,
        keys,
        answers=answers,
        language=language,
        body=body,
        body_mark=body_mark,
        origin=origin,
    )
    try:
        stored = sealing()
    except store.KeysForgotten:  # new keys, and all sealed again, in this very moment
        stored = sealing()
    if stored:
        return stored
    tip = store.find_tip(keys.lookup)
    if tip is not None:
        danger_now = answers.get("danger") == "yes"
        add_entry(keys, tip, body=body, body_mark=body_mark, danger_now=danger_now)
    return None


def _seal_and_store(
    keys: SenderKeys,
    *,
    answers: Answers,
    language: str,
    body: bytes,
    body_mark: bytes,
    origin: store.Origin,
) -> uuid.UUID | None:
    intake = store.open_intake()
    if intake is None:
        raise NotOpenYet
    tip = sealed_tip(
        keys,
        intake,
        answers=answers,
        language=language,
        body=body,
        body_mark=body_mark,
        origin=origin,
    )
    return tip.report if store.save_tip(tip) else None


def sealed_tip(
    keys: SenderKeys,
    intake: store.Intake,
    *,
    answers: Answers,
    language: str,
    body: bytes,
    body_mark: bytes,
    origin: store.Origin,
) -> store.NewTip:
    """A tip whose every piece is sealed, not stored yet."""
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
        origin=origin,
    )


def add_entry(
    keys: SenderKeys,
    tip: store.FoundTip,
    *,
    body: bytes,
    body_mark: bytes,
    danger_now: bool = False,
) -> None:
    """Seals a body to the case and adds it, once for each mark.

    Raises UntrustedRecipient, Unopenable, store.Gone and store.Withdrawn.
    """
    check_recipient(keys, tip)
    thread = seals.open_thread(tip.sealed_thread, report=tip.report, identity=keys.identity)
    with transaction.atomic():
        store.hold_open(tip.report)
        if store.entry_exists(tip.report, body_mark):
            return
        number = store.next_number(tip.report)
        sealed = seals.seal_from_sender(
            body,
            report=tip.report,
            kind=Entry.Kind.ADDITION,
            number=number,
            recipient=tip.case_recipient,
            thread=thread,
        )
        save_addition(
            tip.report,
            number=number,
            on=timezone.localdate(),
            sealed=sealed,
            mark=body_mark,
            danger_now=danger_now,
        )


def check_recipient(keys: SenderKeys, tip: store.FoundTip) -> None:
    """Raises UntrustedRecipient unless the code vouches for whom the case is sealed to."""
    expected = recipient_mark(keys.marking, report=str(tip.report), recipient=tip.case_recipient)
    if not same_mark(tip.case_recipient_mark, expected):
        raise UntrustedRecipient
