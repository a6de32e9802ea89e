"""Words, as a search compares them, and the words that a tip holds."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from accounts.trust import Author
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import thread_of
from reports.inbox.search.walk import OpenCard
from reports.inbox.staff_entries import open_entry
from reports.models import Entry
from reports.questions import QUESTIONS
from vault.errors import Unopenable, VaultError
from vault.report_keys import ReportKeys

_WRITTEN_FREELY = {code for code, question in QUESTIONS.items() if not question.kind.closed}
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´")


def fold(text: str) -> str:
    """The text in small letters without accents and apostrophes, with one space between words."""
    parts = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def hold_all(texts: Iterable[str], words: list[str]) -> bool:
    """Whether each of the folded words stands somewhere in the texts, also inside a longer word."""
    whole = fold("\n".join(texts))
    return all(word in whole for word in words)


def texts_of_sender(said: dict[str, Any]) -> Iterator[str]:
    """What a sender wrote in their own words, in one opened entry."""
    yield str(said.get("text", ""))
    answers = said.get("answers", {})
    yield from (str(answers[code]) for code in sorted(_WRITTEN_FREELY & answers.keys()))


def texts(member: Unlocked, cards: list[OpenCard]) -> list[list[str]]:
    """All that was written about each of the tips: by its sender, and by members."""
    entries: dict[object, list[Entry]] = defaultdict(list)
    found = Entry.objects.filter(report__in=[c.report.pk for c in cards]).select_related("member")
    for entry in found:
        entries[entry.report_id].append(entry)
    believed = seals.authors_of(found)
    return [list(_opened(member, c, entries[c.report.pk], believed)) for c in cards]


def _opened(
    member: Unlocked, card: OpenCard, entries: list[Entry], believed: set[Author]
) -> Iterator[str]:
    """What opens of a tip. What does not, its own page tells."""
    try:
        keys = ReportKeys(case=card.case, thread=thread_of(member, card.report))
    except Unopenable:
        return
    for entry in entries:
        try:
            yield from _texts_of(entry, keys, believed)
        except VaultError:
            continue


def _texts_of(entry: Entry, keys: ReportKeys, believed: set[Author]) -> Iterator[str]:
    if entry.kind == Entry.Kind.MESSAGE:
        yield seals.open_message_copy(entry, keys.case, believed=believed)
    elif entry.kind == Entry.Kind.STAFF:
        yield str(open_entry(entry, keys.case, believed=believed).get("text", ""))
    else:
        yield from texts_of_sender(json.loads(seals.open_from_sender(entry, keys)))
