"""Puts the acts of the demonstration into the database: what the sources say of them, no more."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from committee_pages.law.services import publish_version, save_links, save_version
from committee_pages.law.structure import Kind, Node
from committee_pages.models import Act, ActSource, ActTitle, Term, TermWord

Values = dict[str, Any]


def load_acts() -> dict[str, Act]:
    """The acts by the slug of their page, each with its published version."""
    texts: Values = json.loads((Path(__file__).parent / "acts.json").read_text())
    acts = {act["slug"]: _act(act) for act in texts["acts"]}
    for act in texts["acts"]:
        _version(act["version"], acts[act["slug"]], acts)
    for term in texts["terms"]:
        _term(term)
    return acts


def _act(values: Values) -> Act:
    act: Act = Act.objects.create(
        **{name: values[name] for name in ("subtype", "year", "number", "gazette_url")},
        made_on=date.fromisoformat(values["made_on"]),
    )
    ActTitle.objects.bulk_create(ActTitle(act=act, **title) for title in values["titles"])
    ActSource.objects.bulk_create(
        ActSource(act=act, language=language, label=label, url=source["url"])
        for source in values["sources"]
        for language, label in source["labels"].items()
    )
    return act


def _version(values: Values, act: Act, acts: dict[str, Act]) -> None:
    articles: list[Values] = values["articles"]
    languages = articles[0]["headings"] if articles else {}
    draft = save_version(
        act=act,
        in_force_from=date.fromisoformat(values["from"]),
        is_extract=values["is_extract"],
        amended_by=values["amended_by"],
        amended_by_act=acts.get(values["amended_by_slug"]),
        trees={
            language: tuple(
                Node(Kind.ARTICLE, article["number"], heading=article["headings"][language])
                for article in articles
            )
            for language in languages
        },
        notes={
            language: {
                f"art_{article['number']}": article["notes"][language] for article in articles
            }
            for language in languages
        },
    )
    for article in articles:
        save_links(
            version=draft,
            eid=f"art_{article['number']}",
            goals=[(act, f"art_{number}") for number in article["see_also"]],
        )
    publish_version(draft)


def _term(values: Values) -> None:
    term = Term.objects.create(name=values["name"])
    TermWord.objects.bulk_create(
        TermWord(term=term, language=language, **word) for language, word in values["words"].items()
    )
