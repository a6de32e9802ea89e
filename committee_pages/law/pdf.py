"""PDF files of published versions: made once by the background worker, never while one waits.

A published text never changes; a title may. So a file carries in its name what it was made from.
"""

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from committee_pages import pdf_files
from committee_pages.law.naming import citation, heading_in, name_of
from committee_pages.law.reading import CONTAINERS, TEXT_LANGUAGES, read_all
from committee_pages.law.rendering import article_html
from committee_pages.models import ActVersion
from committee_pages.pdf_files import fetch_nothing, program, size_of

_HERE = Path(__file__).parent
_TEMPLATE = "committee_pages/law/pdf.html"


def path_of(version: ActVersion, language: str) -> Path:
    """Where the file lies, once it is made."""
    changed = int(version.act.changed_at.timestamp())
    # A version that was withdrawn may come back with other words: then its second is another.
    out = f"{version.published_at:%Y%m%d%H%M%S%f}" if version.published_at else "draft"
    return _folder() / f"{version.pk}-{out}-{changed}-{_edition(language)}-{language}.pdf"


@cache
def _edition(language: str) -> str:
    """A name for template, style and the words around a text: new ones make all files anew."""
    words = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.mo"
    made_of = (_HERE.parent / "templates" / _TEMPLATE, _HERE / "pdf.css", words)
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()[:8]


def size(version: ActVersion, language: str) -> int | None:
    """Bytes of the file; None while there is none."""
    return size_of(path_of(version, language))


def write_missing() -> None:
    """Makes what is missing and removes what nothing names any more."""
    weasyprint = program()
    if weasyprint is None:
        return
    versions = ActVersion.objects.published().select_related("act")
    pdf_files.write_missing(
        _folder(),
        {
            path_of(version, language): partial(render, weasyprint, version, language)
            for version in versions
            for language in TEXT_LANGUAGES
        },
    )


def render(weasyprint: Any, version: ActVersion, language: str) -> bytes:
    """The file: tagged (PDF/UA-1), with contents that lead to pages and bookmarks."""
    reading = read_all(version)
    with translation.override(language):
        context = {
            "act": version.act,
            "version": version,
            "language": language,
            "title": version.act.title_in(language),
            "citation": citation(version.act),
            "address": version.expression(language),
            "rows": [
                {
                    "eid": place.eid,
                    "is_article": place.is_article,
                    "name": name_of(place.kind, place.number),
                    "heading": heading_in(place, language, ()),
                    "html": article_html(place, language, prefix="")
                    if place.is_article and place.is_transcribed(language)
                    else "",
                }
                for place in reading.walk()
                if place.is_article or place.kind in CONTAINERS
            ],
        }
        html = render_to_string(_TEMPLATE, context)
    sheet = weasyprint.CSS(filename=str(_HERE / "pdf.css"))
    document = weasyprint.HTML(string=html, url_fetcher=fetch_nothing)
    made: bytes = document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return made


def _folder() -> Path:
    return Path(settings.PUBLISHED_DIR) / "law"
