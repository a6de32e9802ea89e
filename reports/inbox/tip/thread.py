"""The timeline of a tip by days: what was written, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.functional import Promise

from reports.inbox.reading import OpenEntry
from reports.inbox.reasons import heading_of
from reports.inbox.staff_entries import Written
from reports.inbox.tip.history import Act
from reports.models import Entry

# With words of somebody that another member may want in another language.
_FOR_TRANSLATION = frozenset({Entry.Kind.ANSWERS, Entry.Kind.ADDITION, Entry.Kind.MESSAGE})


@dataclass(frozen=True)
class Version:
    """The words of an entry once more, as a member wrote them: translated, or for sharing."""

    number: int
    on: date
    by: str
    text: str
    language: str = ""


@dataclass
class Shown:
    """One entry with all that members made of its words, the newest of each first."""

    entry: OpenEntry
    translations: list[Version] = field(default_factory=list)
    older_translations: list[Version] = field(default_factory=list)
    sharing: Version | None = None
    older_sharing: list[Version] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        """Whether it is there to be translated or shared."""
        return self.entry.text is not None and self.entry.kind in _FOR_TRANSLATION

    @property
    def is_from_sender(self) -> bool:
        """Whether the sender wrote it."""
        return self.entry.kind in {Entry.Kind.ANSWERS, Entry.Kind.ADDITION}

    @property
    def heading(self) -> str | Promise:
        """What a member's entry for the others is; nothing for a note, which is what most are."""
        about = heading_of(self.entry.said)
        if about:
            return about
        known = {kind.value: kind.label for kind in Written if kind is not Written.NOTE}
        return known.get(self.entry.said.get("as", ""), "")


@dataclass
class Day:
    """One day of a tip."""

    on: date
    entries: list[Shown] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def days_of(shown: Iterable[Shown], acts: Iterable[Act]) -> list[Day]:
    """The days on which something happened, oldest first."""
    days: dict[date, Day] = {}
    for item in shown:
        days.setdefault(item.entry.on, Day(item.entry.on)).entries.append(item)
    for act in acts:
        days.setdefault(act.on, Day(act.on)).acts.append(act)
    return [days[on] for on in sorted(days)]


def threaded(entries: Iterable[OpenEntry]) -> list[Shown]:
    """The entries in their order, with translations and versions for sharing at their originals.

    One whose original is not there stands by itself: nothing that was written gets lost.
    """
    originals: dict[int, Shown] = {}
    shown: list[Shown] = []
    for entry in entries:
        said = entry.said
        original = originals.get(said["of"]) if isinstance(said.get("of"), int) else None
        if original is not None and said.get("as") == Written.TRANSLATION:
            _add_translation(original, _version(entry))
        elif original is not None and said.get("as") == Written.REDACTION:
            _add_sharing(original, _version(entry))
        else:
            item = Shown(entry)
            shown.append(item)
            if item.has_words:
                originals[entry.number] = item
    return shown


def _version(entry: OpenEntry) -> Version:
    language = entry.said.get("language", "")
    known = language if language in dict(settings.LANGUAGES) else ""
    return Version(entry.number, entry.on, entry.by, entry.text or "", known)


def _add_translation(original: Shown, new: Version) -> None:
    older = [known for known in original.translations if known.language == new.language]
    original.translations = [
        new,
        *(known for known in original.translations if known.language != new.language),
    ]
    original.older_translations = [*older, *original.older_translations]


def _add_sharing(original: Shown, new: Version) -> None:
    if original.sharing is not None:
        original.older_sharing.insert(0, original.sharing)
    original.sharing = new
