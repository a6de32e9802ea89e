"""The demonstration's services and its ordinary pages."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join

from committee_pages.check.situations import OFFER
from committee_pages.models import CheckPage, ContactPage, HelpPage, OrdinaryPage, PrivacyPage
from home.models import BasePage, Service, ServiceText

# No number of ours: a demonstration must not send anybody who needs help to a wrong one.
FICTITIOUS_HOTLINE = "000 0000"
_REPORT_2023 = "https://www.state.gov/reports/2023-trafficking-in-persons-report/timor-leste/"
_RULES_2022 = "https://timor-leste.gov.tl/?lang=en&p=30950&print=1"
Texts = dict[str, Any]
AddPage = Callable[[type[BasePage], dict[str, Texts]], object]


def load_services(hotline_notes: dict[str, str]) -> None:
    """Adds the services of our list of facts, published. The hotline is plainly fictitious."""
    for row in _read("services.json"):
        texts = row.pop("texts")
        hotline = row.pop("hotline", False)
        service = Service(**row, live=False)
        if hotline:
            service.phone = FICTITIOUS_HOTLINE
            service.confirmed_on = service.last_verified = timezone.localdate()
            service.confirmed_by = service.verified_by = "Mahon"
            service.in_strip = True
        service.texts = [
            ServiceText(
                language=language,
                **({"hours": hotline_notes[language]} if hotline else {}),
                **words,
            )
            for language, words in texts.items()
        ]
        service.full_clean()
        service.save()
        service.save_revision().publish()


def load_help_pages(add: AddPage) -> None:
    """Adds the pages by a function that makes one page in all languages from its fields."""
    texts: Texts = _read("help.json")
    add(HelpPage, {code: _help_fields(words["help"]) for code, words in texts.items()})
    add(CheckPage, {code: words["check"] for code, words in texts.items()})
    add(OrdinaryPage, {code: _safe_work_fields(words, code) for code, words in texts.items()})
    for model, kind, place in (
        (OrdinaryPage, "about", OrdinaryPage.Place.ABOUT),
        (PrivacyPage, "privacy", None),
        (OrdinaryPage, "accessibility", OrdinaryPage.Place.ACCESSIBILITY),
        (ContactPage, "contact", None),
    ):
        more = {"place": place} if place else {}
        add(model, {code: _words_fields(words[kind]) | more for code, words in texts.items()})


def _help_fields(page: Texts) -> Texts:
    report, rules = page["sources"]
    return {
        **{name: page[name] for name in ("title", "slug", "summary")},
        "before_you_go": _items(page["before_you_go"]) + _links([(report, _REPORT_2023)]),
        "if_abroad": _items(page["if_abroad"])
        + _links([(report, _REPORT_2023), (rules, _RULES_2022)]),
    }


def _safe_work_fields(words: Texts, language: str) -> Texts:
    """What the questions about a job offer advise, told before anybody asks them."""
    with translation.override(language):
        steps = _items([str(step) for step in OFFER.to_do])
    fields: Texts = words["safe_work"]
    return fields | {"body": steps, "place": OrdinaryPage.Place.SAFE_WORK}


def _words_fields(page: Texts) -> Texts:
    body = format_html_join("", "<p>{}</p>", ((text,) for text in page["body"]))
    return {
        **{name: page[name] for name in ("title", "slug", "summary")},
        "body": body + _links(page.get("sources", [])),
    }


def _items(texts: list[str]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((t,) for t in texts)))


def _links(sources: list[Any]) -> str:
    return format_html_join("", '<p><a href="{1}">{0}</a></p>', sources)


def _read(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text())
