"""The demonstration's news, oldest first."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.html import format_html_join

from committee_pages.models import Institution, NewsPage, NewsPerson, NewsSource
from home.models import BasePage

Texts = dict[str, Any]
AddPage = Callable[[type[BasePage], dict[str, Texts]], object]


def load_news(add: AddPage, institutions: dict[str, Institution], plan: BasePage) -> None:
    """Adds the items by a function that makes one page in all languages from its fields.

    `plan` is the page of the work plan that the first item is about, in any language.
    """
    for item in json.loads((Path(__file__).parent / "news.json").read_text()):
        about = plan if item.pop("about_plan", False) else None
        add(
            NewsPage,
            {code: _fields(item, code, institutions) | {"plan": about} for code in item["texts"]},
        )


def _fields(item: Texts, language: str, institutions: dict[str, Institution]) -> Texts:
    words = item["texts"][language]
    return {
        "slug": item["slug"],
        "title": words["title"],
        "summary": words["summary"],
        "body": format_html_join("", "<p>{}</p>", ((text,) for text in words["body"])),
        "kind": item["kind"],
        "happened_on": date.fromisoformat(item["date"]),
        "until": date.fromisoformat(item["until"]) if "until" in item else None,
        "institutions": [institutions[code] for code in item["institutions"]],
        "people": [
            NewsPerson(
                name=person["name"],
                role=person["role"][language],
                institution=institutions.get(person["institution"]),
            )
            for person in item["people"]
        ],
        "sources": [
            NewsSource(label=source["labels"][language], url=source["url"])
            for source in item["sources"]
        ],
    }
