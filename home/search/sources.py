"""Who gives documents to the search. A part of the site joins by registering a source."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from home.search.documents import Document

Keyed = tuple[str, list[Document]]


@dataclass(frozen=True)
class Source:
    """One part of the site.

    `everything` gives all that is published, each thing with its key. Keys begin with the name of
    the source and a colon. Whoever changes one thing calls `home.search.index.reindex` with its
    key.
    """

    name: str
    everything: Callable[[], Iterable[Keyed]]


_sources: dict[str, Source] = {}
_kinds: dict[str, tuple[int, str | Promise]] = {}


def register(source: Source) -> None:
    """Adds a source, or puts it in the place of one of the same name."""
    _sources[source.name] = source


def register_kind(code: str, label: str | Promise, *, place: int) -> None:
    """Adds a kind of document that readers can choose; those of a smaller place stand first."""
    _kinds[code] = (place, label)


def kinds() -> dict[str, str | Promise]:
    """The kinds and what they are called, in the order in which they are offered."""
    return {code: label for code, (_place, label) in sorted(_kinds.items(), key=lambda k: k[1][0])}


def everything() -> Iterator[Keyed]:
    """All documents of all sources."""
    for source in _sources.values():
        yield from source.everything()
