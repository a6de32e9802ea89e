"""Writing the index."""

from collections.abc import Iterable
from hashlib import blake2b

from django.db import connection, transaction

from home.models import SearchEntry, SearchWord
from home.search import sources
from home.search.dialects import dialect
from home.search.documents import MOST_TEXT, Document
from home.search.folding import clean, fold
from home.search.vocabulary import recount

_AT_ONCE = 200  # entries in one statement
PLACES = " › "


@transaction.atomic
def reindex(key: str, documents: Iterable[Document]) -> None:
    """Puts these documents in the place of all that were there of the thing with this key.

    None at all take it out of the search. All or nothing, also when two write at a time.
    """
    _write_alone()
    gone = list(SearchEntry.objects.filter(key=key))
    come = [_entry(key, number, document) for number, document in enumerate(documents)]
    SearchEntry.objects.filter(key=key).delete()
    SearchEntry.objects.bulk_create(come, batch_size=_AT_ONCE)
    recount(gone, come)


@transaction.atomic
def rebuild() -> int:
    """Makes the whole index anew from all sources; gives the number of entries.

    Searches see the old index until the new one is complete.
    """
    _write_alone()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    number = 0
    waiting: list[SearchEntry] = []
    for key, documents in sources.everything():
        waiting += [_entry(key, place, document) for place, document in enumerate(documents)]
        if len(waiting) >= _AT_ONCE:
            number += _add(waiting)
            waiting = []
    number += _add(waiting)
    settle()
    return number


def settle() -> None:
    """Lets the database look at the index after much was written: searches are slower before."""
    with connection.cursor() as cursor:
        for statement in dialect(connection).settling:
            cursor.execute(statement)


def is_empty() -> bool:
    """Whether nothing was ever indexed."""
    return not SearchEntry.objects.exists()


def _add(entries: list[SearchEntry]) -> int:
    SearchEntry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    recount((), entries)
    return len(entries)


def _write_alone() -> None:
    statement = dialect(connection).writing_alone()
    if statement:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _number(work: str) -> int:
    """A number for a name: those of databases are compared faster than words."""
    return int.from_bytes(blake2b(work.encode(), digest_size=8).digest(), signed=True)


def _entry(key: str, number: int, document: Document) -> SearchEntry:
    title, text = clean(document.title), clean(document.text[:MOST_TEXT])
    where = PLACES.join(clean(place) for place in document.where)
    return SearchEntry(
        key=key,
        kind=document.kind,
        language=document.language,
        work=_number(document.work or f"{key}:{number}"),
        paths=dict(document.paths),
        title=title,
        where=where,
        text=text,
        folded_title=fold(title),
        folded_headings=fold(document.headings),
        folded_where=fold(where),
        folded_text=fold(text),
    )
