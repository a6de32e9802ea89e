"""PDF files of published versions: made once by the background worker, never while one waits.

A published text never changes; a title may. So a file carries in its name what it was made from.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from committee_pages.law.naming import citation, heading_in, name_of
from committee_pages.law.reading import CONTAINERS, TEXT_LANGUAGES, read_all
from committee_pages.law.rendering import article_html
from committee_pages.models import ActVersion
from published.files import write_whole

_HERE = Path(__file__).parent
_TEMPLATE = "committee_pages/law/pdf.html"


def program() -> Any:
    """WeasyPrint, or None on a machine without Pango, which it needs."""
    try:
        import weasyprint
    except OSError:
        return None
    return weasyprint


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
    try:
        return path_of(version, language).stat().st_size
    except OSError:
        return None


def write_missing() -> None:
    """Makes what is missing and removes what nothing names any more."""
    weasyprint = program()
    if weasyprint is None:
        return
    kept: set[Path] = set()
    for version in ActVersion.objects.published().select_related("act"):
        for language in TEXT_LANGUAGES:
            path = path_of(version, language)
            kept.add(path)
            if not path.exists():
                write_whole(path, render(weasyprint, version, language))
    for path in _folder().glob("*.pdf"):
        if path not in kept:
            path.unlink(missing_ok=True)


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
    document = weasyprint.HTML(string=html, url_fetcher=_fetch_nothing)
    made: bytes = document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return made


def _fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> Any:
    """A text must not make the server ask anybody for anything. Raises ValueError."""
    raise ValueError("a PDF of a law has no outside parts")


def _folder() -> Path:
    return Path(settings.PUBLISHED_DIR) / "law"
