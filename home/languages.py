"""The languages of the portal: their order, their names, and links to a page in each of them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

NAMES: dict[str, str] = dict(settings.LANGUAGES)


@dataclass
class LanguageLink:
    """One language of the switch, named in itself."""

    code: str
    name: str
    url: str
    current: bool


def best_first(language: str) -> list[str]:
    """The codes in the order in which a reader of this language is offered a missing page.

    Decision 0044: the reader's own, then Tetum, Portuguese, English, Indonesian.
    """
    return [language, *(code for code in NAMES if code != language)]


def lang_mark(code: str) -> SafeString:
    """The attribute `lang` with a blank before it; nothing for an empty code."""
    return format_html(' lang="{}"', code) if code else SafeString()


def swapped_links(request: HttpRequest) -> list[LanguageLink]:
    """The same address under each language, for pages that exist in all of them.

    An address that leads nowhere, or outside the languages, gets the home pages instead.
    """
    first, _, rest = request.path_info.lstrip("/").partition("/")
    same = first in NAMES and request.resolver_match is not None
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return [
        LanguageLink(code, name, f"/{code}/{rest if same else ''}", code == current)
        for code, name in NAMES.items()
    ]
