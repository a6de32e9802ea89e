"""The sitemap: every published page once, with its translations and the day of its last change.

`/sitemap.xml` lists the files, each with at most `MOST_IN_A_FILE` addresses. Other apps register
what lies below their pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.addresses import absolute, address, tree_of
from home.alternates import alternates

MOST_IN_A_FILE = 10_000  # addresses; the protocol takes 50,000 and 50 MB
_DEPTH_OF_HOME = 2


@dataclass(frozen=True)
class Entry:
    """One address, with all addresses of the same thing by language."""

    url: str
    changed_on: date | None
    alternates: dict[str, str]


@dataclass(frozen=True)
class Section:
    """A part of the sitemap: how many addresses, and those of one file of it."""

    count: Callable[[], int]
    entries: Callable[[int, int], Iterable[Entry]]
    """From an offset, at most so many."""


_sections: dict[str, Section] = {}


def register(name: str, section: Section) -> None:
    """Adds a part. A name registered again takes the place of the first."""
    _sections[name] = section


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment, where the portal is."""
    return localtime(moment).date() if moment else None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of files."""
    files = [
        absolute(f"/sitemap-{name}-{number}.xml")
        for name, section in _sections.items()
        for number in range(1, ceil(section.count() / MOST_IN_A_FILE) + 1)
    ]
    return _xml(request, "sitemap/index.xml", {"files": files})


@require_safe
def file(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One file. Raises Http404 for one that the list does not name."""
    section = _sections.get(name)
    if section is None or number < 1:
        raise Http404
    entries = list(section.entries((number - 1) * MOST_IN_A_FILE, MOST_IN_A_FILE))
    if not entries:
        raise Http404
    return _xml(request, "sitemap/file.xml", {"entries": entries})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs may read: not the form, not the staff side, nothing that they could ask."""
    closed = [
        "/staff/",
        "/leave",
        *(
            f"/{code}/{part}/"
            for code, _name in settings.LANGUAGES
            for part in ("report", "search")
        ),
    ]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _published() -> Any:
    return Page.objects.live().filter(depth__gte=_DEPTH_OF_HOME, alias_of=None)


def _entries_of_pages(offset: int, most: int) -> Iterable[Entry]:
    """Two queries, however many pages."""
    pages = list(_published().order_by("pk")[offset : offset + most])
    translations: dict[object, list[Page]] = {}
    for page in _published().filter(translation_key__in={page.translation_key for page in pages}):
        translations.setdefault(page.translation_key, []).append(page)
    for page in pages:
        yield Entry(
            url=absolute(address(page, tree_of(page))),
            changed_on=day_of(page.last_published_at),
            alternates=alternates(translations[page.translation_key]),
        )


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")


register("pages", Section(lambda: _published().count(), _entries_of_pages))
