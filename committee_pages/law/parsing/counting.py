"""Numbers that are there twice, left out or out of order, each said with its lines."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from committee_pages.law.numbers import shown
from committee_pages.law.parsing.drafts import Draft, every
from committee_pages.law.parsing.findings import Finding, Matter
from committee_pages.law.parsing.numerals import ROMAN, letters_after
from committee_pages.law.structure import Kind


def wrong_numbers(roots: list[Draft]) -> Iterator[Finding]:
    """Articles are counted through the whole act, all else among its neighbours."""
    everything = list(every(roots))
    articles = [draft for draft in everything if draft.kind is Kind.ARTICLE]
    yield from _series(articles)
    yield from _series_of_each_kind(roots)
    for draft in everything:
        yield from _series_of_each_kind(draft.children)


def _series_of_each_kind(drafts: list[Draft]) -> Iterator[Finding]:
    for kind in Kind:
        series = [draft for draft in drafts if draft.kind is kind]
        if kind is not Kind.ARTICLE and series:
            yield from _series(series)


def _series(drafts: Iterable[Draft]) -> Iterator[Finding]:
    seen: dict[str, Draft] = {}
    before: Draft | None = None
    for draft in drafts:
        first = seen.setdefault(draft.number, draft)
        if first is not draft:
            yield _twice(first, draft)
        elif before is not None and not _follows(before, draft):
            yield _gap(before, draft)
        elif before is None and draft.kind in _FROM_ONE and not _is_first(draft):
            yield _late_start(draft)
        before = draft


_FROM_ONE = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.SUBPOINT})


def _is_first(draft: Draft) -> bool:
    return draft.number in {"1", "a", "i"}


def _follows(before: Draft, draft: Draft) -> bool:
    """Whether a number comes right after another: 163, 163-A, 163-B, 164."""
    if draft.kind is Kind.POINT:
        return draft.number in letters_after(before.number)
    (main, suffix), (next_main, next_suffix) = _parts(before.number), _parts(draft.number)
    if next_main == main:
        return next_suffix in letters_after(suffix)
    return not next_suffix and next_main == main + 1


def _parts(number: str) -> tuple[int, str]:
    main, _dash, suffix = number.partition("-")
    value = int(main) if main.isdecimal() else ROMAN.get(main.upper(), 0)
    return value, suffix.lower()


def _twice(first: Draft, draft: Draft) -> Finding:
    return Finding(
        Matter.DUPLICATE,
        _("%(place)s is there twice: in line %(first)d and in line %(line)d.")
        % {"place": _name(draft), "first": first.line, "line": draft.line},
        draft.line,
        draft.line,
    )


def _gap(before: Draft, draft: Draft) -> Finding:
    return Finding(
        Matter.GAP,
        _("After %(before)s in line %(first)d comes %(place)s. Is something missing?")
        % {"before": _name(before), "first": before.line, "place": _name(draft)},
        draft.line,
        draft.line,
    )


def _late_start(draft: Draft) -> Finding:
    return Finding(
        Matter.GAP,
        _("The first here is %(place)s. Is something missing before it?") % {"place": _name(draft)},
        draft.line,
        draft.line,
    )


def _name(draft: Draft) -> str:
    return shown(draft.kind, draft.number)
