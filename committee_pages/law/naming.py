"""What places and acts are called in the language that is being shown."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from committee_pages.law.reading import Place
from committee_pages.law.structure import Kind
from committee_pages.models import Act, Subtype


def name_of(kind: Kind, number: str) -> str:
    """A place as it is called: "Article 163", "Chapter II"; just the number below an article."""
    names = {
        Kind.BOOK: _("Book %(number)s"),
        Kind.TITLE: _("Title %(number)s"),
        Kind.CHAPTER: _("Chapter %(number)s"),
        Kind.SECTION: _("Section %(number)s"),
        Kind.SUBSECTION: _("Subsection %(number)s"),
        Kind.ARTICLE: _("Article %(number)s"),
    }
    return names[kind] % {"number": number} if kind in names else number


def marker(kind: Kind, number: str) -> str:
    """What stands before a number or a letter of an article, in any language of the law."""
    return f"{number}." if kind is Kind.PARAGRAPH else f"{number})"


def citation(act: Act) -> str:
    """An act by kind, number and day: "Law No. 3/2017 of 25 January 2017"."""
    pattern = (
        _("Law No. %(number)s/%(year)s of %(day)s")
        if act.subtype == Subtype.LAW
        else _("Decree-Law No. %(number)s/%(year)s of %(day)s")
    )
    day = date_format(act.made_on, "DATE_FORMAT")
    return pattern % {"number": act.number, "year": act.year, "day": day}


def heading_in(place: Place, language: str, others: tuple[str, ...]) -> dict[str, Any] | None:
    """A heading in a language, else in one of the others, with the language it is in."""
    for code in (language, *others):
        words = place.words.get(code)
        if words and words.heading:
            return {"text": words.heading, "language": code}
    return None
