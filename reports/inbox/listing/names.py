"""What the page of the list calls by name: colleagues, saved views and labels, by one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.unlocked import Unlocked
from reports.inbox.filters import Person
from reports.inbox.filters.desk import People, colleagues
from reports.inbox.listing.neighbours import with_query
from reports.inbox.saved.sealing import open_view
from reports.models import Label, SavedView

_PERSON, _VIEW, _LABEL = "person", "view", "label"
_Row = tuple[str, str, str, str, bytes | None]


@dataclass(frozen=True)
class NamedView:
    """A saved view in the rail."""

    name: str
    address: str
    query: str


@dataclass(frozen=True)
class Names:
    """Names for the rail, the filters and the rows."""

    people: People
    views: list[NamedView]
    labels: dict[str, str]


def names_for(member: Unlocked) -> Names:
    """What one member's page needs."""
    rows = sorted(_rows(member), key=lambda row: row[2].casefold())
    views = (_view(member, row) for row in rows if row[0] == _VIEW)
    return Names(
        people={row[3]: Person(int(row[1]), row[2]) for row in rows if row[0] == _PERSON},
        views=sorted((view for view in views if view), key=lambda view: view.name.casefold()),
        labels={row[1]: row[2] for row in rows if row[0] == _LABEL},
    )


def _rows(member: Unlocked) -> Iterator[_Row]:
    people = _named(colleagues(sorted(member.agency_keys)), _PERSON, "full_name", more="username")
    views = _named(SavedView.objects.visible_to(member), _VIEW, "name", more="query")
    agencies = {key.epoch.agency_id for key in member.agency_keys.values()}
    labels = _named(Label.objects.filter(agency__in=agencies), _LABEL, "name")
    yield from people.union(views, labels, all=True)


def _named(
    rows: "QuerySet[Any, Any]", kind: str, name: str, *, more: str = ""
) -> "QuerySet[Any, Any]":
    """Rows of one kind in the columns of all kinds."""
    text: Any = CharField(max_length=1000)
    columns: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            of_kind=Value(kind, text),
            as_key=Cast("pk", text),
            as_name=Cast(name, text),
            as_more=Cast(more, text) if more else Value("", text),
            as_sealed=Cast("sealed", BinaryField()) if kind == _VIEW else _nothing(),
        )
        .values_list("of_kind", "as_key", "as_name", "as_more", "as_sealed")
    )
    return columns


def _nothing() -> Value:
    return Value(b"", BinaryField())


def _view(member: Unlocked, row: _Row) -> NamedView | None:
    """A view with its address; None for one whose seal does not open."""
    _kind, key, name, query, sealed = row
    pk = UUID(key)
    if not sealed:
        return NamedView(name, with_query(reverse("inbox_tips"), query), query)
    opened = open_view(member.identity, bytes(sealed), pk=pk)
    if opened is None:
        return None
    return NamedView(opened.name, reverse("inbox_view", args=[pk]), "")
