"""Finding. At most six queries of the database, however much there is."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from home.models import SearchEntry
from home.search import sources, vocabulary
from home.search.dialects import dialect
from home.search.dialects.base import Condition, Terms
from home.search.passages import marked, passage
from home.search.query import Query, parse

ON_A_PAGE = 10
_FEW = 3  # hits under which words that are close are looked for, too
_BEYOND_IDS = 10**12


@dataclass(frozen=True)
class Hit:
    """One thing that was found. Title and passage are HTML."""

    title: SafeString
    passage: SafeString
    where: str
    kind: str | Promise
    language: str
    language_name: str
    url: str


@dataclass(frozen=True)
class KindCount:
    """A kind of document, and how many of it were found."""

    code: str
    label: str | Promise
    number: int


@dataclass(frozen=True)
class Results:
    """What a search gives. `close` are words that were looked for beside those of the query."""

    query: Query
    kind: str = ""
    own: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    everything: int = 0
    total: int = 0
    page: int = 1
    pages: int = 1
    close: tuple[str, ...] = ()
    loose: bool = False

    @property
    def previous(self) -> int | None:
        """The number of the page before this one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after this one."""
        return self.page + 1 if self.page < self.pages else None


@dataclass(frozen=True)
class _Found:
    """One answer of the database: how many there are of each kind, and the ids of one page."""

    terms: Terms
    counts: dict[str, int]
    ids: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class _Asked:
    """What a reader asks for, whatever words are looked for in the end."""

    query: Query
    language: str
    kind: str
    page: int


def find(text: str, language: str, kind: str = "", page: int = 1) -> Results:
    """What fits a query: first in the visitor's language, then in others.

    Each work is there once, in the first language of that order that has it. Too little to look
    for gives no results and asks the database nothing.
    """
    query = parse(text)
    if not query.words:
        return Results(query)
    asked = _Asked(query, language, kind if kind in sources.kinds() else "", max(page, 1))
    found = _search(asked)
    there = replace(
        asked,
        kind=asked.kind if asked.kind in found.counts else "",
        page=min(asked.page, _pages(found, asked.kind)),
    )
    if there != asked and found.counts:
        there = replace(there, page=min(there.page, _pages(found, there.kind)))
        found = _ask(found.terms, there)
    return _results(there, found)


def _results(asked: _Asked, found: _Found) -> Results:
    words = [word for group in found.terms.groups for word in group]
    hits = _hits(found.ids, words, asked.language) if found.ids else []
    return Results(
        query=asked.query,
        kind=asked.kind,
        own=tuple(hit for hit in hits if hit.language == asked.language),
        others=tuple(hit for hit in hits if hit.language != asked.language),
        kinds=tuple(
            KindCount(code, label, found.counts[code])
            for code, label in sources.kinds().items()
            if code in found.counts
        ),
        everything=found.total,
        total=found.counts[asked.kind] if asked.kind else found.total,
        page=asked.page,
        pages=_pages(found, asked.kind),
        close=tuple(sorted(set(words) - set(asked.query.words))) if found.counts else (),
        loose=not found.terms.each,
    )


def _pages(found: _Found, kind: str) -> int:
    total = found.counts.get(kind, found.total) if kind else found.total
    return max(1, -(-total // ON_A_PAGE))


def _search(asked: _Asked) -> _Found:
    """The narrowest search that finds more than a few things."""
    words = asked.query.words
    found = _ask(Terms(tuple((word,) for word in words)), asked)
    if found.total >= _FEW:
        return found
    close = vocabulary.near(list(words))
    wider = Terms(tuple((word, *close.get(word, ())) for word in words))
    if wider != found.terms:
        found = max(found, _ask(wider, asked), key=lambda one: one.total)
    if len(words) > 1 and not found.counts:
        found = max(found, _ask(replace(wider, each=False), asked), key=lambda one: one.total)
    return found


def _ask(terms: Terms, asked: _Asked) -> _Found:
    """Looks the terms up. One query, which passes over what matches once."""
    matched = dialect(connection).matched(terms, _place(asked.language), _tier(terms, asked.query))
    sql = f"""{matched.sql},
        best AS (SELECT MIN(place * {_BEYOND_IDS} + id) AS best, kind, MAX(tier) AS tier,
            MAX(fit) AS fit FROM matched GROUP BY work, kind),
        page AS (SELECT best, tier, fit FROM best WHERE %s = '' OR kind = %s
            ORDER BY CASE WHEN best < {_BEYOND_IDS} THEN 0 ELSE 1 END, tier DESC, fit DESC, best
            LIMIT %s OFFSET %s)
        SELECT '', best, tier, fit FROM page
        UNION ALL SELECT kind, COUNT(*), 0, 0 FROM best GROUP BY kind"""  # noqa: S608 constants
    values = (asked.kind, asked.kind, ON_A_PAGE, (asked.page - 1) * ON_A_PAGE)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*matched.values, *values])
        rows = cursor.fetchall()
    page = sorted(
        (row[1:] for row in rows if not row[0]),
        key=lambda row: (row[0] >= _BEYOND_IDS, -row[1], -row[2], row[0]),
    )
    return _Found(
        terms,
        counts={kind: number for kind, number, *_rest in rows if kind},
        ids=[best % _BEYOND_IDS for best, _tier, _fit in page],
    )


def _hits(ids: list[int], words: list[str], visitor: str) -> list[Hit]:
    entries = SearchEntry.objects.in_bulk(ids)
    return [_hit(entries[number], words, visitor) for number in ids if number in entries]


def _hit(entry: SearchEntry, words: list[str], visitor: str) -> Hit:
    paths: dict[str, str] = entry.paths
    return Hit(
        title=marked(entry.title, words),
        passage=passage(entry.text, words),
        where=entry.where,
        kind=sources.kinds().get(entry.kind, ""),
        language=entry.language,
        language_name=dict(settings.LANGUAGES).get(entry.language, entry.language),
        url=paths.get(visitor) or paths.get(entry.language) or next(iter(paths.values())),
    )


def _place(visitor: str) -> Condition:
    """A number for the language of an entry: 0 for the visitor's own."""
    codes = [visitor, *(code for code, _name in settings.LANGUAGES if code != visitor)]
    cases = " ".join(f"WHEN %s THEN {place}" for place in range(len(codes)))
    return Condition(f"CASE e.language {cases} ELSE {len(codes)} END", tuple(codes))


def _tier(terms: Terms, query: Query) -> Condition:
    """3: the title is what was asked. 2: all of it stands in the title. 1: it is in the text.

    0: only words that are close are there, or only some.
    """
    speech = dialect(connection)
    # A word stands in a folded text as a whole, or as a beginning.
    standing = [f" {word}" if speech.is_beginning(word) else f" {word} " for word in query.words]
    in_title = " AND ".join(
        [f"{speech.position}(' ' || e.folded_title || ' ', %s) > 0"] * len(standing)
    )
    sql = f"CASE WHEN e.folded_title = %s THEN 3 WHEN {in_title} THEN 2 "
    exact = Terms(tuple((word,) for word in query.words))
    if terms == exact or not terms.each:
        return Condition(f"{sql}ELSE 0 END", (query.folded, *standing))
    among = speech.among(exact)
    return Condition(
        f"{sql}WHEN {among.sql} THEN 1 ELSE 0 END", (query.folded, *standing, *among.values)
    )
