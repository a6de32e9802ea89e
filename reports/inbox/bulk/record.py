"""What was done to several tips, sealed for the member who did it."""

import json
from dataclasses import asdict, dataclass, field
from uuid import UUID

from accounts.unlocked import Unlocked
from reports.seals import encode
from vault.report_keys import mark_body, marked_body
from vault.sealing import About, open_sealed, seal


@dataclass(frozen=True)
class Changed:
    """One tip, by its id and its reference: what it was, and what it became."""

    pk: str
    reference: str
    was: str
    became: str


@dataclass(frozen=True)
class Left:
    """One tip that stayed as it is, and why."""

    reference: str
    why: str


@dataclass(frozen=True)
class Record:
    """A whole batch. `event` is the number of the last event of the trail that tells of it."""

    do: str
    event: int
    changed: list[Changed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def seal_record(member: Unlocked, said: Record, *, pk: UUID) -> bytes:
    """A record that only this member opens. Marked, since everybody can seal to a member."""
    own, about = member.identity, _about(pk)
    return seal(
        mark_body(encode(asdict(said)), key=own, about=about), to=[own.recipient], about=about
    )


def open_record(member: Unlocked, sealed: bytes, *, pk: UUID) -> Record:
    """What a record says. Raises Unopenable."""
    own, about = member.identity, _about(pk)
    body = marked_body(open_sealed(sealed, identity=own, about=about), key=own, about=about)
    said = json.loads(body)
    return Record(
        said["do"],
        said["event"],
        [Changed(**one) for one in said["changed"]],
        [Left(**one) for one in said["left"]],
    )


def _about(pk: UUID) -> About:
    return {"batch": str(pk), "kind": "bulk undo"}
