"""What a sender does to their tip once the code has opened it.

Each is done once however often its page is sent. Each raises store.Gone when the code opens nothing
any more, and, but for taking back, store.Withdrawn when the tip is withdrawn.
"""

from django.db import transaction
from django.utils import timezone

from reports import seals
from reports.additions import Addition
from reports.intake import store
from reports.intake.services import add_entry, check_recipient
from vault.derive import mark
from vault.receipts import SenderKeys
from vault.report_keys import recipient_mark


def add_to_tip(keys: SenderKeys, *, text: str, once: str, kind: Addition = Addition.MORE) -> None:
    """Adds the sender's words to their tip, once per page. Raises UntrustedRecipient."""
    body = seals.encode({"text": text, "as": kind.value})
    add_entry(
        keys,
        _tip(keys),
        body=body,
        body_mark=mark(keys.marking, b"addition", once.encode(), body),
    )


def raise_danger(keys: SenderKeys, *, once: str) -> None:
    """Marks the tip as danger now and unread, and tells members so. Raises UntrustedRecipient."""
    add_entry(
        keys,
        _tip(keys),
        body=seals.encode({"text": "", "as": Addition.DANGER.value}),
        body_mark=mark(keys.marking, b"danger", once.encode()),
        danger_now=True,
    )


@transaction.atomic
def withdraw(keys: SenderKeys) -> None:
    """Hides the tip from all members at once; a job deletes it when the days to take back end.

    A second time changes nothing, not even the day: it cannot be drawn out.
    """
    report = _tip(keys).report
    if store.hold(report) is None:
        store.set_withdrawn(report, timezone.localdate())


@transaction.atomic
def take_back(keys: SenderKeys) -> None:
    """Shows a withdrawn tip to members again, as unread."""
    report = _tip(keys).report
    if store.hold(report) is not None:
        store.set_withdrawn(report, None)


@transaction.atomic
def delete_message(keys: SenderKeys, *, number: int) -> None:
    """Deletes the sender's copy of one message for good. A number of nothing deletes nothing."""
    report = _tip(keys).report
    store.hold_open(report)
    store.delete_message(report, number)


@transaction.atomic
def replace_code(old: SenderKeys, new: SenderKeys) -> None:
    """Puts a new code in the place of one that a member saw.

    Raises UntrustedRecipient, and Gone when yet another code took its place.
    """
    tip = store.find_tip(old.lookup)
    if tip is None:
        _tip(new)  # sent twice, and done already
        return
    check_recipient(old, tip)
    thread = seals.open_thread(tip.sealed_thread, report=tip.report, identity=old.identity)
    done = store.replace_access(
        old.lookup,
        lookup=new.lookup,
        sealed_thread=seals.seal_report_identity(
            thread, kind="thread", report=tip.report, to=[new.identity.recipient]
        ),
        mark=recipient_mark(new.marking, report=str(tip.report), recipient=tip.case_recipient),
    )
    if not done:
        _tip(new)


def _tip(keys: SenderKeys) -> store.FoundTip:
    tip = store.find_tip(keys.lookup)
    if tip is None:
        raise store.Gone
    return tip
