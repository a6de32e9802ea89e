"""What the page of a tip offers of the words of its agency: labels and beginnings of replies."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import Agency
from reports.models import Label, ReplyTemplate

_LABEL, _TEMPLATE = "label", "template"


@dataclass(frozen=True)
class Words:
    """Both by name: all labels, retired ones too, and the templates without their texts."""

    labels: list[Label]
    templates: list[ReplyTemplate]


def words_of(agency: Agency) -> Words:
    """By one query. No text of a template comes along: a page shows the one that is picked."""
    labels = _named(Label.objects.filter(agency=agency), _LABEL, F("retired"))
    templates = _named(
        ReplyTemplate.objects.filter(agency=agency), _TEMPLATE, Value(False, BooleanField())
    )
    rows = list(labels.union(templates, all=True).order_by("as_name"))
    return Words(
        [
            Label(pk=key, agency=agency, name=name, retired=retired)
            for kind, key, name, retired in rows
            if kind == _LABEL
        ],
        [
            ReplyTemplate(pk=int(key), agency=agency, name=name)
            for kind, key, name, _retired in rows
            if kind == _TEMPLATE
        ],
    )


def _named(rows: "QuerySet[Any, Any]", kind: str, retired: Any) -> "QuerySet[Any, Any]":
    text: Any = CharField(max_length=100)
    columns: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            of_kind=Value(kind, text),
            as_key=Cast("pk", text),
            as_name=Cast("name", text),
            as_retired=retired,
        )
        .values_list("of_kind", "as_key", "as_name", "as_retired")
    )
    return columns
