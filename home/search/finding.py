"""Finding. At most six queries of the database, however much there is."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from home.search import sources, vocabulary
from home.search.dialects import dialect
from home.search.dialects.base import Alternatives, Condition
from home.search.passages import marked, passage
from home.search.query import Query, parse

ON_A_PAGE = 10
_FEW = 3  # hits under which words that are close are looked for, too


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
class _Search:
    """The words to look for: one of each group, or (`each` is False) one of any."""

    query: Query
    groups: list[Alternatives]
    each: bool = True


def find(text: str, language: str, kind: str = "", page: int = 1) -> Results:
    """What fits a query: first in the visitor's language, then in others.

    Each work is there once, in the first language of that order that has it. Too little to look
    for gives no results and asks the database nothing.
    """
    query = parse(text)
    if not query.words:
        return Results(query)
    search, counts = _search(query, language)
    of_kinds = {code: n for code, n in counts.items() if code in sources.kinds()}
    kind = kind if kind in of_kinds else ""
    total = of_kinds[kind] if kind else sum(counts.values())
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(max(page, 1), pages)
    hits = _hits(search, language, kind, page) if total else []
    used = {word for group in search.groups for word in group}
    return Results(
        query=query,
        kind=kind,
        own=tuple(hit for hit in hits if hit.language == language),
        others=tuple(hit for hit in hits if hit.language != language),
        kinds=tuple(
            KindCount(code, label, of_kinds[code])
            for code, label in sources.kinds().items()
            if code in of_kinds
        ),
        everything=sum(counts.values()),
        total=total,
        page=page,
        pages=pages,
        close=tuple(sorted(used - set(query.words))) if total else (),
        loose=not search.each,
    )


def _search(query: Query, language: str) -> tuple[_Search, dict[str, int]]:
    """The narrowest search that finds more than a few things, and how many of each kind."""
    search = _Search(query, [(word,) for word in query.words])
    counts = _counts(search, language)
    if sum(counts.values()) >= _FEW:
        return search, counts
    close = vocabulary.near(list(query.words))
    groups = [(word, *close.get(word, ())) for word in query.words]
    if groups != search.groups:
        wider = _Search(query, groups)
        found = _counts(wider, language)
        if sum(found.values()) > sum(counts.values()):
            search, counts = wider, found
    if len(groups) > 1 and not counts:
        widest = _Search(query, groups, each=False)
        found = _counts(widest, language)
        if sum(found.values()) > sum(counts.values()):
            return widest, found
    return search, counts


def _counts(search: _Search, language: str) -> dict[str, int]:
    matching = dialect(connection).matching(search.groups, each=search.each)
    order = _language_order(language)
    sql = (
        f"WITH matched AS (SELECT e.work, e.kind, {order.sql} AS place {matching.sql}), "  # noqa: S608 constants
        "once AS (SELECT work, kind, ROW_NUMBER() OVER (PARTITION BY work ORDER BY place) AS nth "
        "FROM matched) "
        "SELECT kind, COUNT(*) FROM once WHERE nth = 1 GROUP BY kind"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*order.values, *matching.values])
        return dict(cursor.fetchall())


def _hits(search: _Search, language: str, kind: str, page: int) -> list[Hit]:
    speech = dialect(connection)
    matching = speech.matching(search.groups, each=search.each)
    rank = speech.rank(search.groups, each=search.each)
    order, tier = _language_order(language), _tier(search)
    sql = (
        f"WITH matched AS (SELECT e.id, e.work, e.kind, {order.sql} AS place, {tier.sql} AS tier, "  # noqa: S608 constants
        f"{rank.sql} AS fit {matching.sql}), "
        "once AS (SELECT id, kind, place, tier, fit, "
        "ROW_NUMBER() OVER (PARTITION BY work ORDER BY place, tier DESC, id) AS nth FROM matched), "
        "wanted AS (SELECT id, place, tier, fit FROM once WHERE nth = 1 AND (%s = '' OR kind = %s) "
        "ORDER BY CASE WHEN place = 0 THEN 0 ELSE 1 END, tier DESC, fit DESC, id "
        f"LIMIT {ON_A_PAGE} OFFSET {(page - 1) * ON_A_PAGE}) "
        'SELECT e.title, e.text, e."where", e.kind, e.language, e.paths FROM wanted w '
        "JOIN home_searchentry e ON e.id = w.id "
        "ORDER BY CASE WHEN w.place = 0 THEN 0 ELSE 1 END, w.tier DESC, w.fit DESC, w.id"
    )
    values = [*order.values, *tier.values, *rank.values, *matching.values, kind, kind]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    words = [word for group in search.groups for word in group]
    return [_hit(row, words, language) for row in rows]


def _hit(row: tuple[Any, ...], words: list[str], visitor: str) -> Hit:
    title, text, where, kind, language, paths = row
    addresses: dict[str, str] = json.loads(paths) if isinstance(paths, str) else paths
    return Hit(
        title=marked(title, words),
        passage=passage(text, words),
        where=where,
        kind=sources.kinds().get(kind, ""),
        language=language,
        language_name=dict(settings.LANGUAGES).get(language, language),
        url=addresses.get(visitor) or addresses.get(language) or next(iter(addresses.values())),
    )


def _language_order(visitor: str) -> Condition:
    """A number for the language of an entry: 0 for the visitor's own."""
    codes = [visitor, *(code for code, _name in settings.LANGUAGES if code != visitor)]
    cases = " ".join(f"WHEN %s THEN {place}" for place in range(len(codes)))
    return Condition(f"CASE e.language {cases} ELSE {len(codes)} END", tuple(codes))


def _tier(search: _Search) -> Condition:
    """3: the title is what was asked. 2: all of it stands in the title. 1: in title or text."""
    at = dialect(connection).position
    title, text = "' ' || e.folded_title || ' '", "' ' || e.folded_text || ' '"
    pieces = [_standing(word) for word in search.query.words]
    in_title = " AND ".join([f"{at}({title}, %s) > 0"] * len(pieces))
    sql = f"CASE WHEN e.folded_title = %s THEN 3 WHEN {in_title} THEN 2 "
    values = [search.query.folded, *pieces]
    if search.groups != [(word,) for word in search.query.words] or not search.each:
        anywhere = [f"({at}({title}, %s) > 0 OR {at}({text}, %s) > 0)"] * len(pieces)
        sql += f"WHEN {' AND '.join(anywhere)} THEN 1 "
        values += [piece for piece in pieces for _twice in range(2)]
    return Condition(f"{sql}ELSE 0 END", tuple(values))


def _standing(word: str) -> str:
    """How a word stands in a folded text with spaces around it: as a whole, or as a beginning."""
    return f" {word}" if dialect(connection).is_beginning(word) else f" {word} "
