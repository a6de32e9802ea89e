"""Links to the same page in the other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass
class LanguageLink:
    """One language of the switch, named in itself."""

    code: str
    name: str
    url: str
    current: bool


def swapped_links(request: HttpRequest) -> list[LanguageLink]:
    """The same address under each language, for pages that exist in all of them.

    An address that leads nowhere, or outside the languages, gets the home pages instead.
    """
    first, _, rest = request.path_info.lstrip("/").partition("/")
    codes = dict(settings.LANGUAGES)
    same = first in codes and request.resolver_match is not None
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return [
        LanguageLink(code, name, f"/{code}/{rest if same else ''}", code == current)
        for code, name in codes.items()
    ]
