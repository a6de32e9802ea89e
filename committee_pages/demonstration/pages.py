"""Puts the demonstration texts into the page trees, in all languages."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.html import format_html, format_html_join
from wagtail.models import Locale

from committee_pages.demonstration.acts import load_acts
from committee_pages.demonstration.campaigns import load_campaigns
from committee_pages.demonstration.committee import load_committee_pages, load_institutions
from committee_pages.demonstration.help import load_help_pages, load_services
from committee_pages.demonstration.news import load_news
from committee_pages.demonstration.plans import load_plans
from committee_pages.models import LawIndexPage, LawPage, NewsIndexPage
from home.models import BasePage, HomePage

_SOURCE = "en"
Texts = dict[str, Any]


@transaction.atomic
def load_pages() -> None:
    """Fills the home pages and adds all other pages, published, in every language."""
    texts: Texts = json.loads((Path(__file__).parent / "content.json").read_text())
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    for language, home in homes.items():
        _publish(home, _home_fields(texts[language]))
    acts = load_acts()
    laws = _in_all_languages(
        LawIndexPage, homes, {code: _index_fields(text, "law") for code, text in texts.items()}
    )
    for number, slug in enumerate(acts):
        _in_all_languages(
            LawPage,
            laws,
            {
                code: _law_fields(text["laws"][number]) | {"act": acts[slug]}
                for code, text in texts.items()
            },
        )
    news = _in_all_languages(
        NewsIndexPage, homes, {code: _index_fields(text, "news") for code, text in texts.items()}
    )
    institutions = load_institutions()
    plans = load_plans(homes, _in_all_languages, institutions)
    load_news(
        lambda model, fields: _in_all_languages(model, news, fields),
        institutions,
        plans["five-months-2021"],
    )
    load_campaigns(homes, _in_all_languages)
    load_services({code: t["hotline_note"] for code, t in texts.items()})
    load_help_pages(lambda model, fields: _in_all_languages(model, homes, fields))
    load_committee_pages(lambda model, fields: _in_all_languages(model, homes, fields), acts)


def _in_all_languages(
    model: type[BasePage], parents: dict[str, Any], fields: dict[str, Texts]
) -> dict[str, BasePage]:
    """One page and its translations, each below the parent of its language."""
    first = model(locale=Locale.objects.get(language_code=_SOURCE), **fields[_SOURCE])
    parents[_SOURCE].add_child(instance=first)
    pages = {_SOURCE: first}
    for language, values in fields.items():
        if language != _SOURCE:
            locale = Locale.objects.get(language_code=language)
            pages[language] = first.copy_for_translation(locale)
            _publish(pages[language], values)
    _publish(first, {})
    return pages


def _publish(page: BasePage, fields: Texts) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def _home_fields(texts: Texts) -> Texts:
    home = texts["home"]
    return {
        "title": home["title"],
        "summary": home["summary"],
        "introduction": _paragraphs([home["intro"]]),
        "help_heading": home["help_heading"],
        "help_text": home["help_text"],
    }


def _index_fields(texts: Texts, kind: str) -> Texts:
    index = texts[f"{kind}_index"]
    return {name: index[name] for name in ("title", "slug", "summary")} | {"show_in_menus": True}


def _law_fields(law: Texts) -> Texts:
    return {
        **{name: law[name] for name in ("title", "slug", "summary")},
        "body": "".join(
            format_html("<h2>{}</h2>", block["heading"])
            + _paragraphs(block["paragraphs"])
            + _items(block["items"])
            for block in law["body"]
        ),
    }


def _paragraphs(texts: list[str]) -> str:
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))


def _items(texts: list[str]) -> str:
    rows = format_html_join("", "<li>{}</li>", ((text,) for text in texts))
    return format_html("<ul>{}</ul>", rows) if rows else rows
