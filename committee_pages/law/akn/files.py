"""A version of an act in one language as an Akoma Ntoso file."""

from django.http import HttpResponse

from committee_pages.law import services
from committee_pages.law.akn.about import CONTENT_TYPE, About
from committee_pages.law.akn.writing import write
from committee_pages.law.languages import AKN_CODES
from committee_pages.models import ActVersion


def document_of(version: ActVersion, language: str) -> bytes:
    """The document.

    Provisions that other languages have and this one has not are in it as not transcribed.
    """
    return write(about_of(version, language), services.tree_of(version, language))


def about_of(version: ActVersion, language: str) -> About:
    """What the document says of its act. Its day is that of publication: it changes with it."""
    act = version.act
    title = act.title_in(language)
    written = version.published_at
    return About(
        subtype=act.subtype,
        year=act.year,
        number=act.number,
        made_on=act.made_on,
        language=language,
        in_force_from=version.in_force_from,
        written_on=written.date() if written else version.in_force_from,
        title=title.title if title else "",
        title_language=title.language if title else "",
        gazette_number=act.gazette_number,
        gazette_on=act.gazette_on,
        is_extract=version.is_extract,
    )


def answer(version: ActVersion, language: str) -> HttpResponse:
    """The document for a browser or a program."""
    act, day = version.act, version.in_force_from.isoformat()
    name = f"{act.subtype}-{act.number}-{act.year}-{AKN_CODES[language]}-{day}.akn"
    return HttpResponse(
        document_of(version, language),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
