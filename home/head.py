"""What the head of a page says to programs that look for pages and to those that share them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.addresses import absolute, address, tree_of
from home.alternates import alternates
from home.linked_data import Thing, as_json, breadcrumbs, publisher

_SHARE_IMAGE = "share.png"


@dataclass(frozen=True)
class Head:
    """All addresses are full ones, under the public base address."""

    title: str
    description: str
    lang: str
    """The language of title and description where another is being shown."""
    url: str
    """The page's address in its own language: a stand-in names that one as well."""
    alternates: dict[str, str]
    image: str
    linked_data: SafeString


def head_of(
    page: Any, translations: list[Page], trail: Iterable[dict[str, str]], below: str
) -> Head:
    """The head of a page, or of a place below it, among its published translations.

    A stand-in has no alternates: it is not one of them.
    """
    url = f"{address(page, tree_of(page))}{below}"
    return Head(
        title=page.title,
        description=page.summary,
        lang=page.lang,
        url=absolute(url),
        alternates={} if page.lang else alternates(translations, below),
        image=absolute(static(_SHARE_IMAGE)),
        linked_data=as_json(_things(page, trail, absolute(url))),
    )


def _things(page: Any, trail: Iterable[dict[str, str]], url: str) -> list[Thing]:
    language = tree_of(page)
    itself = {
        "@type": page.schema_type,
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.summary,
        "inLanguage": language,
        "publisher": {"@id": absolute("/#publisher")},
        **page.linked_data(),
    }
    home = (_("Home page"), f"/{language}/")
    way = [home, *((link["title"], link["url"]) for link in trail)]
    here = (page.title, address(page, language))
    crumbs = [] if here[1] == home[1] else [breadcrumbs([*way, here])]
    return [itself, publisher(language), *crumbs]
