"""The sealed pieces of a tip: what each is sealed to, and what each says it belongs to."""

import json
from typing import Any
from uuid import UUID

from reports.models import Entry, Report
from vault.identity import Identity
from vault.sealing import open_identity, open_sealed, seal, seal_identity

About = dict[str, str | int]
Answers = dict[str, str | list[str]]

_FIRST_WORDS = 160  # characters


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


def open_case(report: Report, agency_identity: Identity) -> Identity:
    """The case identity. Raises Unopenable."""
    about = _about_identity(report.pk, "case")
    return open_identity(bytes(report.sealed_case), identity=agency_identity, about=about)


def open_thread(sealed: bytes, *, report: UUID, identity: Identity) -> Identity:
    """The thread identity, by the agency's identity or the sender's. Raises Unopenable."""
    about = _about_identity(report, "thread")
    return open_identity(sealed, identity=identity, about=about)


def make_card(answers: Answers) -> dict[str, Any]:
    """What a row of the inbox shows of a tip."""
    story = " ".join(str(answers.get("story", "")).split())
    return {
        "first_words": story[:_FIRST_WORDS],
        "kinds": answers.get("exploitation", []),
        "municipality": answers.get("municipality", ""),
        "minors": answers.get("minors", ""),
    }


def seal_card(card: dict[str, Any], *, report: UUID, case_recipient: str) -> bytes:
    """The card, sealed to the case."""
    about = _about_identity(report, "card")
    return seal(encode(card), to=[case_recipient], about=about)


def open_card(report: Report, case: Identity) -> dict[str, Any]:
    """The card of a tip. Raises Unopenable."""
    about = _about_identity(report.pk, "card")
    body = open_sealed(bytes(report.sealed_card), identity=case, about=about)
    card: dict[str, Any] = json.loads(body)
    return card


def seal_entry(
    body: bytes, *, report: UUID, kind: str, number: int, author: str, recipient: str
) -> bytes:
    """One entry, sealed to the case or the thread."""
    about = _about_entry(report, kind, number, author)
    return seal(body, to=[recipient], about=about)


def open_entry(entry: Entry, identity: Identity) -> bytes:
    """The words of an entry. Raises Unopenable."""
    author = author_of(entry)
    about = _about_entry(entry.report_id, entry.kind, entry.number, author)
    return open_sealed(bytes(entry.sealed), identity=identity, about=about)


def author_of(entry: Entry) -> str:
    """Who wrote an entry, as its seal says it: `sender`, or `staff` for the committee."""
    return "staff" if entry.kind == Entry.Kind.MESSAGE else "sender"
