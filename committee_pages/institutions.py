"""Institutions as a reader sees them, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from committee_pages.models.institution import Institution, InstitutionKind
from home.shell import shell

_HEADINGS = {
    InstitutionKind.PUBLIC: _("Public institutions"),
    InstitutionKind.CIVIL_SOCIETY: _("Civil society"),
    InstitutionKind.INTERNATIONAL: _("International organisations"),
    InstitutionKind.COUNTRY: _("Other countries"),
}


@dataclass(frozen=True)
class Entry:
    """One institution; `lang` is another language where its words are missing in this one.

    `url` is its place on the page of the committee or of the partners, if it stands on one that is
    published.
    """

    key: int
    lang: str
    name: str
    short_name: str
    role: str
    link: str
    source: str
    url: str


@dataclass(frozen=True)
class Group:
    """The institutions of one kind."""

    title: Any
    entries: tuple[Entry, ...]


def entry(institution: Institution, language: str) -> Entry:
    """One that was read with its texts; asks the database for nothing."""
    text = institution.text_in(language)
    return Entry(
        key=institution.pk,
        lang=text.language if text and text.language != language else "",
        name=text.name if text else str(institution),
        short_name=text.short_name if text else "",
        role=text.role if text else "",
        link=institution.link,
        source=institution.source,
        url=_place_of(institution, language),
    )


def by_kind(institutions: Iterable[Institution], language: str) -> list[Group]:
    """Sorted into their kinds, in the order of the kinds, without empty ones."""
    found = list(institutions)
    groups = [
        Group(heading, tuple(entry(each, language) for each in found if each.kind == kind))
        for kind, heading in _HEADINGS.items()
    ]
    return [group for group in groups if group.entries]


def _place_of(institution: Institution, language: str) -> str:
    place = "committee" if institution.on_committee else "partners" if institution.partner else ""
    page = shell(language).places.get(place)
    return f"{page.url}#institution-{institution.pk}" if page else ""
