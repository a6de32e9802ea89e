"""Posters of campaigns, A4 and A5, one page each: made by the background worker.

A file carries in its name what it was made from: the publication, the words and the hotline around
it, the public address. What changes makes another name, and the old file goes.
"""

import hashlib
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from committee_pages import pdf_files
from committee_pages.campaigns import drawings
from committee_pages.campaigns.addresses import report_form
from committee_pages.models import CampaignPage
from committee_pages.pdf_files import fetch_nothing, program, size_of
from home.addresses import address
from home.shell import shell

SIZES = {"a4": 1.0, "a5": 0.707}
"""The paper, and how large letters are on it beside those of A4."""
_SMALLEST, _LARGEST = 24, 88  # quarters of a point on A4: 6 and 22 points
_HERE = Path(__file__).parent
_TEMPLATE = "committee_pages/campaign/poster.html"
_SHEET = _HERE / "poster.css"


class TooLong(Exception):
    """The words do not fit on one page in letters that can be read."""


def path_of(page: CampaignPage, size: str) -> Path:
    """Where the file lies, once it is made. Needs the page's locale."""
    language = page.locale.language_code
    made_of = [
        page.last_published_at,
        _edition(language, page.drawing),
        report_form(language),
        shell(language).hotline,
        settings.SITE_NAME,
        settings.DEMONSTRATION,
    ]
    name = hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]
    return _folder() / f"{page.pk}-{name}-{size}.pdf"


@cache
def _edition(language: str, drawing: str) -> str:
    """A name for template, style, drawing and words: new ones make all files anew."""
    words = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.mo"
    template = _HERE.parent / "templates" / _TEMPLATE
    made_of = (template, _SHEET, drawings.path_of(drawing), words)
    # English has no catalogue.
    found = b"".join(path.read_bytes() for path in made_of if path.exists())
    return hashlib.sha256(found).hexdigest()[:8]


def write_missing() -> None:
    """Makes the posters that are missing and removes those that nothing names any more."""
    weasyprint = program()
    if weasyprint is None:
        return
    pages = CampaignPage.objects.live().select_related("locale").prefetch_related("steps")
    makers = {
        path_of(page, size): partial(render, weasyprint, page, size)
        for page in pages
        for size in SIZES
        if report_form(page.locale.language_code)
    }
    pdf_files.write_missing(_folder(), makers)


def listed(page: CampaignPage) -> dict[str, list[dict[str, Any]]]:
    """The posters that are there: `here` in the language of the page, `elsewhere`. One query."""
    found = page.get_translations(inclusive=True).live().select_related("locale")
    pages = {each.locale.language_code: each for each in found}
    here = page.locale.language_code
    others = [code for code, _name in settings.LANGUAGES if code in pages and code != here]
    return {
        "here": list(_files(pages[here], here)) if here in pages else [],
        "elsewhere": [file for code in others for file in _files(pages[code], code)],
    }


def _files(page: CampaignPage, language: str) -> Iterator[dict[str, Any]]:
    for size in SIZES:
        length = size_of(path_of(page, size))
        if length is not None:
            yield {
                "language": language,
                "name": dict(settings.LANGUAGES)[language],
                "size": size.upper(),
                "url": f"{address(page, language)}poster-{size}/",
                "bytes": length,
            }


def answer(page: CampaignPage, size: str) -> HttpResponseBase:
    """The file. Raises Http404 when there is none of this size."""
    if size not in SIZES:
        raise Http404
    try:
        stream = path_of(page, size).open("rb")
    except OSError:
        raise Http404 from None
    name = f"{slugify(page.slug) or 'poster'}-{page.locale.language_code}-{size}.pdf"
    return FileResponse(stream, content_type="application/pdf", filename=name)


def render(weasyprint: Any, page: CampaignPage, size: str) -> bytes:
    """The file, tagged (PDF/UA-1), in the largest letters with which it is one page.

    Raises TooLong when even the smallest are too large.
    """
    html = weasyprint.HTML(string=html_of(page), url_fetcher=fetch_nothing)
    smallest, largest = _SMALLEST, _LARGEST
    best = None
    while smallest <= largest:
        middle = (smallest + largest) // 2
        drawn = _drawn(weasyprint, html, size, middle / 4)
        if len(drawn.pages) == 1:
            best, smallest = drawn, middle + 1
        else:
            largest = middle - 1
    if best is None:
        raise TooLong
    made: bytes = best.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _drawn(weasyprint: Any, html: Any, size: str, points: float) -> Any:
    letters = f"@page {{ size: {size} }} html {{ font-size: {points * SIZES[size]:.2f}pt }}"
    sheets = [weasyprint.CSS(filename=str(_SHEET)), weasyprint.CSS(string=letters)]
    return html.render(stylesheets=sheets, pdf_variant="pdf/ua-1")


def html_of(page: CampaignPage) -> str:
    """The poster as a document in the language of the page. The QR code is a drawing in it."""
    language = page.locale.language_code
    target = report_form(language)
    with translation.override(language):
        code = segno.make(target, error="m", micro=False)
        title = translation.gettext("QR code: %(address)s") % {"address": target}
        context = {
            "page": page,
            "language": language,
            "steps": [step.text for step in page.steps.all()],
            "drawing": drawings.for_paper(page.drawing),
            # Segno escapes the title.
            "code": mark_safe(code.svg_inline(omitsize=True, title=title)),  # noqa: S308
            "address": target.partition("://")[2].rstrip("/"),
            "hotline": shell(language).hotline,
            "demonstration": settings.DEMONSTRATION,
            "site_name": settings.SITE_NAME,
        }
        return render_to_string(_TEMPLATE, context)


def _folder() -> Path:
    return Path(settings.PUBLISHED_DIR) / "posters"
