"""News by year and type: what the address asks for, and what there is to choose."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404
from django.utils.http import urlencode

from committee_pages.models.news import NewsKind

_YEAR_DIGITS = 4


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list: a link, with the number of items behind it."""

    label: Any
    number: int
    query: str
    current: bool


@dataclass(frozen=True)
class Archive:
    """The items that were asked for; `query` leads to them again."""

    items: Any
    years: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    all_years: Choice
    all_kinds: Choice
    query: str

    @property
    def narrowed(self) -> bool:
        """Whether this is not the whole list."""
        return bool(self.query)


def archive(items: Any, asked: Mapping[str, str]) -> Archive:
    """The part of the items that `year` and `type` name; the whole list when both are empty.

    Raises Http404 for what no item could have: an unknown type, or a year that is no number of
    four digits. A year of which there is nothing gives an empty list. One query for the numbers.
    """
    year, kind = _year(asked.get("year", "")), _kind(asked.get("type", ""))
    numbers = _numbers(items)
    by_year, by_kind = Counter[int](), Counter[str]()
    for (a_year, a_kind), number in numbers.items():
        by_year[a_year] += number if kind in {"", a_kind} else 0
        by_kind[a_kind] += number if year in {None, a_year} else 0
    found = items.filter(happened_on__year=year) if year else items
    found = found.filter(kind=kind) if kind else found
    return Archive(
        items=found,
        years=tuple(
            Choice(each, by_year[each], _query(each, kind), each == year)
            for each in sorted(by_year, reverse=True)
        ),
        kinds=tuple(
            Choice(each.label, by_kind[each.value], _query(year, each.value), each == kind)
            for each in NewsKind
        ),
        all_years=Choice("", by_year.total(), _query(None, kind), year is None),
        all_kinds=Choice("", by_kind.total(), _query(year, ""), not kind),
        query=_query(year, kind),
    )


def _numbers(items: Any) -> dict[tuple[int, str], int]:
    rows = (
        items.order_by()
        .annotate(year=ExtractYear("happened_on"))
        .values_list("year", "kind")
        .annotate(number=Count("pk"))
    )
    return {(year, kind): number for year, kind, number in rows}


def _year(asked: str) -> int | None:
    if not asked:
        return None
    if len(asked) != _YEAR_DIGITS or not (asked.isascii() and asked.isdigit()) or asked < "0001":
        raise Http404
    return int(asked)


def _kind(asked: str) -> str:
    if asked and asked not in NewsKind.values:
        raise Http404
    return asked


def _query(year: int | None, kind: str) -> str:
    return urlencode({name: v for name, v in (("year", year), ("type", kind)) if v})
