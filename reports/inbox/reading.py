"""Opening tips for a member: rows of the list, and one tip whole."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from accounts.trust import Author
from accounts.unlocked import Unlocked
from reports import seals
from reports.additions import in_words_of
from reports.inbox.staff_entries import open_entry
from reports.models import Entry, Report
from reports.questions import Question, as_shown, exclusions, in_words, questions_now
from vault.errors import Unopenable, VaultError
from vault.identity import Identity
from vault.report_keys import ReportKeys


@dataclass(frozen=True)
class Row:
    """One tip as the list shows it. `card` is None when its pieces do not open."""

    report: Report
    card: dict[str, Any] | None
    questions: dict[str, Question]

    @property
    def first_words(self) -> str:
        """How the story begins."""
        return as_shown((self.card or {}).get("first_words", ""))

    @property
    def kinds(self) -> list[str]:
        """What it looks like, in the member's language."""
        return self._in_words("exploitation", "kinds")

    @property
    def place(self) -> list[str]:
        """Where it is, in the member's language."""
        return self._in_words("municipality", "municipality")

    @property
    def excluded(self) -> list[str]:
        """Who must not see it, in the member's language."""
        return self._in_words("exclude", "exclude")

    def _in_words(self, question: str, part: str) -> list[str]:
        return in_words(self.questions[question], (self.card or {}).get(part, ""))


@dataclass(frozen=True)
class OpenEntry:
    """One entry in the timeline of a tip. `text` is None when it does not open."""

    number: int
    kind: str
    on: date
    by: str
    text: str | None
    answers: list[tuple[str, list[str]]] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    """Who must not see the tip, in the member's language."""
    title: str = ""
    """What the sender's words are: more, an answer, a correction, danger."""
    deleted: bool = False
    """Whether the sender deleted their copy of this message."""
    said: dict[str, Any] = field(default_factory=dict)
    """What a member wrote for the others, whole, with its kind under `as`."""


def rows(member: Unlocked, reports: Iterable[Report]) -> list[Row]:
    """The rows of the list, each with its card opened."""
    questions = questions_now()
    return [Row(report, _card(member, report), questions) for report in reports]


def _card(member: Unlocked, report: Report) -> dict[str, Any] | None:
    try:
        return seals.open_card(report, case_of(member, report))
    except Unopenable:
        return None


def case_of(member: Unlocked, report: Report) -> Identity:
    """The case identity of a tip. Raises Unopenable when this member may not have it."""
    return seals.open_case(report, member.agency_identity(report.epoch))


def thread_of(member: Unlocked, report: Report) -> Identity:
    """The thread identity of a tip. Raises Unopenable when this member may not have it."""
    agency = member.agency_identity(report.epoch)
    return seals.open_thread(bytes(report.sealed_thread), report=report.pk, identity=agency)


def open_keys(member: Unlocked, report: Report) -> ReportKeys:
    """Both identities of a tip. Raises Unopenable when this member may not have them."""
    return ReportKeys(case=case_of(member, report), thread=thread_of(member, report))


def entries_of(report: Report) -> list[Entry]:
    """All entries of a tip, oldest first, each with the member who wrote it."""
    return list(report.entries.select_related("member"))


def timeline(
    report: Report,
    keys: ReportKeys,
    reader: Unlocked | None = None,
    *,
    entries: list[Entry] | None = None,
) -> list[OpenEntry]:
    """Everything of a tip, oldest first. An entry that does not open is there without its words.

    `entries` are those of the tip, where they were read already.
    """
    entries = entries_of(report) if entries is None else entries
    believed = seals.authors_of(entries, reader)
    return [_opened(entry, keys, believed) for entry in entries]


def for_the_side(entries: Iterable[OpenEntry]) -> list[dict[str, Any]]:
    """What members wrote for each other and opens, oldest first, with who wrote it and when."""
    return [
        {**entry.said, "number": entry.number, "by": entry.by, "on": entry.on}
        for entry in entries
        if entry.said
    ]


def _opened(entry: Entry, keys: ReportKeys, believed: set[Author]) -> OpenEntry:
    by = entry.member.full_name if entry.member else ""
    about = partial(OpenEntry, entry.number, entry.kind, entry.on, by)
    try:
        if entry.kind == Entry.Kind.MESSAGE:
            text = _message(entry, keys, believed)
            return about(as_shown(text), deleted=entry.deleted_by_sender)
        if entry.kind == Entry.Kind.STAFF:
            noted = open_entry(entry, keys.case, believed=believed)
            return about(as_shown(str(noted.get("text", ""))), said=noted)
        said = json.loads(seals.open_from_sender(entry, keys))
    except VaultError:
        return about(None)
    given = said.get("answers", {})
    questions = questions_now()
    return about(
        as_shown(said.get("text", "")),
        [
            (as_shown(str(question.label)), in_words(question, given[code]))
            for code, question in questions.items()
            if code in given
        ],
        in_words(questions["exclude"], exclusions(given.get("exclude", []))),
        title="" if entry.kind == Entry.Kind.ANSWERS else in_words_of(said),
    )


def _message(entry: Entry, keys: ReportKeys, believed: set[Author]) -> str:
    """The members' copy; as long as the sender has theirs, it has to say the same."""
    text = seals.open_message_copy(entry, keys.case, believed=believed)
    if not entry.deleted_by_sender:
        of_the_sender = seals.open_message(entry, keys.thread, believed=believed)
        if of_the_sender != text:
            raise Unopenable
    return text
