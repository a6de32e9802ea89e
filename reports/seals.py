"""The sealed pieces of a tip: what each is sealed to, and what each says it belongs to."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.trust import Author, believed_authors
from accounts.unlocked import Unlocked
from reports.models import Entry, Report
from reports.questions import exclusions
from vault.errors import Untrusted
from vault.identity import Identity
from vault.report_keys import ReportKeys, mark_body, marked_body
from vault.sealing import open_identity, open_sealed, seal, seal_identity
from vault.signing import SigningKey, sign_body, signed_body

About = dict[str, str | int]
Answers = dict[str, str | list[str]]

_FIRST_WORDS = 160  # characters
# No user name has a blank, so that nobody's name is this.
_SENDER = "the sender"
_COPY = "message copy"


def encode(value: Any) -> bytes:
    """JSON, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _about_identity(report: UUID, kind: str) -> About:
    return {"kind": kind, "report": str(report)}


def _about_entry(report: UUID, kind: str, number: int, author: str) -> About:
    return {"author": author, "kind": kind, "number": number, "report": str(report)}


def seal_report_identity(identity: Identity, *, kind: str, report: UUID, to: list[str]) -> bytes:
    """The `case` or `thread` identity of a tip, for whoever may open that part."""
    return seal_identity(identity, to=to, about=_about_identity(report, kind))


def reseal_identity(
    sealed: bytes, *, kind: str, report: UUID, opener: Identity, recipient: str
) -> bytes:
    """The `case` or `thread` identity, sealed to an agency's newer key. Raises Unopenable."""
    about = _about_identity(report, kind)
    identity = open_identity(sealed, identity=opener, about=about)
    return seal_identity(identity, to=[recipient], about=about)


def open_case(report: Report, agency_identity: Identity) -> Identity:
    """The case identity. Raises Unopenable."""
    about = _about_identity(report.pk, "case")
    return open_identity(bytes(report.sealed_case), identity=agency_identity, about=about)


def open_thread(sealed: bytes, *, report: UUID, identity: Identity) -> Identity:
    """The thread identity, by the agency's identity or the sender's. Raises Unopenable."""
    about = _about_identity(report, "thread")
    return open_identity(sealed, identity=identity, about=about)


def make_card(answers: Answers) -> dict[str, Any]:
    """What a row of the inbox shows of a tip, as its sender told it.

    Members add to it: `labels` (ids), `assessed` (their own `kinds`, `municipality`, `minors`),
    `related` (other tips, each with what it is to this one) and `traces` (telephone numbers and the
    like that its words name).
    """
    story = " ".join(str(answers.get("story", "")).split())
    return {
        "first_words": story[:_FIRST_WORDS],
        "kinds": answers.get("exploitation", []),
        "municipality": answers.get("municipality", ""),
        "minors": answers.get("minors", ""),
        "exclude": exclusions(answers.get("exclude", [])),
    }


def seal_card(card: dict[str, Any], *, report: UUID, case: Identity) -> bytes:
    """The card, sealed to the case and marked as only a holder of the case can."""
    about = _about_identity(report, "card")
    return seal(mark_body(encode(card), key=case, about=about), to=[case.recipient], about=about)


def open_card(report: Report, case: Identity) -> dict[str, Any]:
    """The card of a tip. Raises Unopenable."""
    about = _about_identity(report.pk, "card")
    marked = open_sealed(bytes(report.sealed_card), identity=case, about=about)
    card: dict[str, Any] = json.loads(marked_body(marked, key=case, about=about))
    return card


def seal_from_sender(
    body: bytes, *, report: UUID, kind: str, number: int, recipient: str, thread: Identity
) -> bytes:
    """What a sender wrote, sealed to the case and marked as only their code can."""
    about = _about_entry(report, kind, number, _SENDER)
    return seal(mark_body(body, key=thread, about=about), to=[recipient], about=about)


def open_from_sender(entry: Entry, keys: ReportKeys) -> bytes:
    """What a sender wrote. Raises Unopenable, also when somebody else put it there."""
    about = _about_entry(entry.report_id, entry.kind, entry.number, _SENDER)
    marked = open_sealed(bytes(entry.sealed), identity=keys.case, about=about)
    return marked_body(marked, key=keys.thread, about=about)


@dataclass(frozen=True)
class SealedMessage:
    """A member's message, twice: `to_thread` is the sender's, `to_case` the members' own copy."""

    to_thread: bytes
    to_case: bytes


def seal_message(
    text: str, *, report: UUID, number: int, author: str, key: SigningKey, keys: ReportKeys
) -> SealedMessage:
    """A member's message, signed by them once and sealed to the thread and to the case.

    The recipients come from the identities and never from the database.
    """
    about = _about_entry(report, Entry.Kind.MESSAGE, number, author)
    signed = sign_body(text.encode(), key=key, about=about)
    return SealedMessage(
        to_thread=seal(signed, to=[keys.thread.recipient], about=about),
        to_case=seal(
            signed,
            to=[keys.case.recipient],
            about=_about_entry(report, _COPY, number, author),
        ),
    )


def open_message(entry: Entry, thread: Identity, *, believed: set[Author]) -> str:
    """The words of a message, as its sender has them.

    Raises Unopenable, and Untrusted unless it is signed with a key that a lead vouched for.
    """
    return _open_signed(entry, entry.kind, bytes(entry.sealed), thread, believed).decode()


def open_message_copy(entry: Entry, case: Identity, *, believed: set[Author]) -> str:
    """The words of a message, as members keep them. Raises as `open_message` does."""
    return _open_signed(entry, _COPY, bytes(entry.sealed_to_case or b""), case, believed).decode()


def _open_signed(
    entry: Entry,
    kind: str,
    sealed: bytes,
    identity: Identity,
    believed: set[Author],
    *,
    said_as: str = Entry.Kind.MESSAGE,
) -> bytes:
    if entry.member is None or (entry.member.pk, entry.verify_key) not in believed:
        raise Untrusted
    place = (entry.report_id, kind, entry.number, entry.member.username)
    signed = open_sealed(sealed, identity=identity, about=_about_entry(*place))
    said = _about_entry(entry.report_id, said_as, entry.number, entry.member.username)
    return signed_body(signed, verify_key=entry.verify_key, about=said)


def seal_for_members(
    body: bytes, *, report: UUID, number: int, author: str, key: SigningKey, case: Identity
) -> bytes:
    """What a member writes for the other members, signed by them and sealed to the case."""
    about = _about_entry(report, Entry.Kind.STAFF, number, author)
    return seal(sign_body(body, key=key, about=about), to=[case.recipient], about=about)


def open_for_members(entry: Entry, case: Identity, *, believed: set[Author]) -> bytes:
    """What a member wrote for the others. Raises as `open_message` does."""
    sealed = bytes(entry.sealed)
    return _open_signed(entry, Entry.Kind.STAFF, sealed, case, believed, said_as=Entry.Kind.STAFF)


def authors_of(entries: Iterable[Entry], reader: Unlocked | None = None) -> set[Author]:
    """Those who are said to have written what members write, as far as they are believed.

    A `reader` who is a member has checked the chains of the keys before.
    """
    written = [e for e in entries if e.kind in {Entry.Kind.MESSAGE, Entry.Kind.STAFF}]
    believe = reader.believed_authors if reader else believed_authors
    return believe({m.verify_key for m in written}) if written else set()
