"""The demonstration's institutions, the page of the committee and that of its partners."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join

from committee_pages.models import (
    Act,
    CommitteePage,
    CommitteeSource,
    Institution,
    InstitutionText,
    PartnersPage,
)
from home.models import BasePage

Texts = dict[str, Any]
AddPage = Callable[[type[BasePage], dict[str, Texts]], object]


def load_institutions() -> dict[str, Institution]:
    """Adds the institutions of our list of facts, published; gives them by their code."""
    institutions = {}
    for row in _read("institutions.json"):
        code, texts = row.pop("code"), row.pop("texts")
        institution = Institution(**row, live=False)
        institution.texts = [
            InstitutionText(language=language, **words) for language, words in texts.items()
        ]
        institution.full_clean()
        institution.save()
        institution.save_revision().publish()
        institutions[code] = institution
    return institutions


def load_committee_pages(add: AddPage, acts: dict[str, Act]) -> None:
    """Adds the pages by a function that makes one page in all languages from its fields."""
    page: Texts = _read("committee.json")
    add(
        CommitteePage,
        {
            code: {
                **_words(words),
                "tasks": _items(words["tasks"]),
                "contacts": _paragraphs(words["contacts"]),
                "acts": [acts[slug] for slug in page["acts"]],
                "sources": [
                    CommitteeSource(label=source["labels"][code], url=source["url"])
                    for source in page["sources"]
                ],
            }
            for code, words in page["texts"].items()
        },
    )
    add(PartnersPage, {code: _words(words) for code, words in page["partners"].items()})


def _words(words: Texts) -> Texts:
    return {
        **{name: words[name] for name in ("title", "slug", "summary")},
        "body": _paragraphs(words["body"]),
    }


def _paragraphs(texts: list[str]) -> str:
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))


def _items(texts: list[str]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((t,) for t in texts)))


def _read(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text())
