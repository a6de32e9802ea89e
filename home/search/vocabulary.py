"""The words of the index, and which of them a slip of the hand may have meant."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from home.models import SearchEntry, SearchWord
from home.search.dialects import dialect

_SHORTEST = 4  # letters: shorter words have too many neighbours
_LONG = 7  # letters from which two slips are allowed
_CLOSEST = 24  # words that the database offers for one
_TAKEN = 4  # of them, at most
_AT_ONCE = 400  # words in one statement


def words_of(entry: SearchEntry) -> set[str]:
    """The words of an entry that slips are compared with."""
    folded = (entry.folded_title, entry.folded_headings, entry.folded_where, entry.folded_text)
    return {word for text in folded for word in text.split() if _is_compared(word)}


def recount(gone: Iterable[SearchEntry], come: Iterable[SearchEntry]) -> None:
    """Brings the words in step with entries that go and come. Inside the caller's transaction.

    A word that no entry holds any more goes, too: nothing of an unpublished page may be guessed.
    """
    change = Counter(word for entry in come for word in words_of(entry))
    change.subtract(word for entry in gone for word in words_of(entry))
    changed = sorted(word for word, difference in change.items() if difference)
    for start in range(0, len(changed), _AT_ONCE):
        words = changed[start : start + _AT_ONCE]
        known = dict(SearchWord.objects.filter(word__in=words).values_list("word", "uses"))
        uses = {word: known.get(word, 0) + change[word] for word in words}
        SearchWord.objects.filter(word__in=[w for w in words if uses[w] <= 0]).delete()
        SearchWord.objects.bulk_create(
            [SearchWord(word=word, uses=number) for word, number in uses.items() if number > 0],
            update_conflicts=True,
            unique_fields=["word"],
            update_fields=["uses"],
        )


def near(words: list[str]) -> dict[str, tuple[str, ...]]:
    """For each word, those of the index that a slip or two make of it. One query."""
    asked = [word for word in words if _is_compared(word)]
    if not asked:
        return {}
    query = dialect(connection).near(asked, _CLOSEST)
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.values)
        rows = cursor.fetchall()
    found: dict[str, list[tuple[int, str]]] = {word: [] for word in asked}
    for word, other in rows:
        most = 2 if len(word) >= _LONG else 1
        slips = slips_between(word, other, most)
        if 0 < slips <= most and not other.startswith(word):
            found[word].append((slips, other))
    return {word: tuple(o for _s, o in sorted(others)[:_TAKEN]) for word, others in found.items()}


def slips_between(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, facing in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return row[-1]


def _is_compared(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()
