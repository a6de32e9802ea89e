"""What a receipt code shows to who comes back with it."""

import logging
import uuid
from dataclasses import dataclass, field
from datetime import date

from accounts.trust import Author
from reports import seals
from reports.intake import store
from reports.models import Entry, Report
from reports.models.report import last_day_to_take_back
from reports.told import TOLD, TOLD_AGAIN
from vault.errors import VaultError
from vault.identity import Identity
from vault.receipts import SenderKeys

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Message:
    """One message of the committee, as the sender reads it.

    `text` is None when it is not what a member signed, and when the sender deleted it.
    """

    number: int
    on: date
    text: str | None
    deleted: bool = False


@dataclass(frozen=True)
class Move:
    """A status, and the day from which it held."""

    status: Report.Status
    on: date


@dataclass(frozen=True)
class Conversation:
    """What the code shows: never what the sender wrote. `keys` are those that the tip is under.

    `back_until` is the last day on which a withdrawn tip can be taken back; then nothing else is
    to be shown. `seen_by_staff` says that the code has to be replaced first.
    """

    keys: SenderKeys
    received_on: date
    moves: list[Move]
    messages: list[Message] = field(repr=False)
    back_until: date | None
    seen_by_staff: bool

    @property
    def status(self) -> Report.Status:
        """Where the tip stands."""
        return self.moves[-1].status

    @property
    def told(self) -> str:
        """What that means for its sender."""
        again = self.status == Report.Status.RECEIVED and len(self.moves) > 1
        return str(TOLD_AGAIN if again else TOLD[self.status])


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
    changes = store.status_changes(tip.report)
    entries = store.messages(tip.report)
    believed = seals.authors_of(entries)
    return Conversation(
        keys=keys,
        received_on=tip.received_on,
        moves=[
            Move(Report.Status.RECEIVED, tip.received_on),
            *(Move(Report.Status(change.status), change.on) for change in changes),
        ],
        messages=[_message(entry, thread, believed) for entry in entries],
        back_until=last_day_to_take_back(tip.withdrawn_on) if tip.withdrawn_on else None,
        seen_by_staff=tip.seen_by_staff,
    )


def _message(entry: Entry, thread: Identity, believed: set[Author]) -> Message:
    if entry.deleted_by_sender:
        return Message(entry.number, entry.on, None, deleted=True)
    try:
        text = seals.open_message(entry, thread, believed=believed)
    except VaultError:
        logger.critical("A message in the database is not what a member signed.")
        text = None
    return Message(entry.number, entry.on, text)


_DECOY = uuid.uuid4()
_DECOY_IDENTITY = Identity.generate()
_DECOY_THREAD = seals.seal_report_identity(
    Identity.generate(), kind="thread", report=_DECOY, to=[_DECOY_IDENTITY.recipient]
)


def _open_decoy() -> None:
    """What a known code costs whose tip has no message: one opening and two queries."""
    seals.open_thread(_DECOY_THREAD, report=_DECOY, identity=_DECOY_IDENTITY)
    store.status_changes(_DECOY)
    store.messages(_DECOY)
