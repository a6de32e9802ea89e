"""What stands behind the addresses of acts (see urls.py)."""

from collections.abc import Callable
from datetime import date

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from committee_pages.law import exports, pdf
from committee_pages.law.akn import files as akn
from committee_pages.law.languages import AKN_CODES, PORTAL_CODES
from committee_pages.law.pages import version_on
from committee_pages.law.reading import read_all
from committee_pages.models import Act, ActVersion, LawPage
from home.addresses import address

Writer = Callable[[ActVersion, str], HttpResponseBase]


@require_safe
def work(request: HttpRequest, **asked: str) -> HttpResponseBase:
    """To the page of the act in the reader's language; for programs that ask so, JSON."""
    act, eid = _act(asked), asked.get("eid", "")
    answer: HttpResponseBase
    if request.accepts("text/html") or eid:
        answer = HttpResponseRedirect(_page_of(act, get_language() or "", eid=eid))
    else:
        answer = _json(exports.act_as_json(act, _versions(act)))
    patch_vary_headers(answer, ("Accept", "Accept-Language"))
    return answer


@require_safe
def expression(request: HttpRequest, **asked: str) -> HttpResponseBase:
    """To the page of this text in its own language; JSON for programs that ask so.

    Without a day after the `@` it is the first version, as the naming convention has it.
    """
    act, eid = _act(asked), asked.get("eid", "")
    version, language = _version(act, asked.get("day")), _language(asked)
    answer: HttpResponseBase
    if request.accepts("text/html") or not request.accepts("application/json"):
        answer = HttpResponseRedirect(_page_of(act, language, version, eid=eid))
    elif eid:
        answer = _place_as_json(version, language, eid)
    else:
        answer = _as_json(version, language)
    patch_vary_headers(answer, ("Accept",))
    return answer


@require_safe
def manifestation(request: HttpRequest, kind: str, **asked: str) -> HttpResponseBase:
    """A text as a file. Raises Http404 for a kind that there is not, and for a file not made."""
    version = _version(_act(asked), asked.get("day"))
    if kind not in WRITERS:
        raise Http404
    return WRITERS[kind](version, _language(asked))


def _as_json(version: ActVersion, language: str) -> HttpResponseBase:
    return _json(exports.version_as_json(version, language))


def _as_pdf(version: ActVersion, language: str) -> HttpResponseBase:
    try:
        stream = pdf.path_of(version, language).open("rb")
    except OSError:
        raise Http404 from None
    name = f"{version.act.subtype}-{version.act.number}-{version.act.year}"
    day = version.in_force_from.isoformat()
    return FileResponse(
        stream,
        content_type="application/pdf",
        filename=f"{name}-{AKN_CODES[language]}-{day}.pdf",
    )


WRITERS: dict[str, Writer] = {"akn": akn.answer, "json": _as_json, "pdf": _as_pdf}
"""What a text can be had as, by the end of its address."""


def _json(values: exports.Json) -> JsonResponse:
    return JsonResponse(values, json_dumps_params={"ensure_ascii": False})


def _place_as_json(version: ActVersion, language: str, eid: str) -> HttpResponse:
    for place in read_all(version).walk():
        if place.eid == eid:
            return _json(exports.place_as_json(place, language))
    raise Http404


def _act(asked: dict[str, str]) -> Act:
    found = Act.objects.at(asked["subtype"], int(asked["year"]), asked["number"])
    act: Act | None = found.with_titles().first()
    if act is None or not act.pages.live().exists():
        raise Http404
    return act


def _versions(act: Act) -> list[ActVersion]:
    return list(act.versions.published())


def _version(act: Act, day: str | None) -> ActVersion:
    """Exactly the version of a day, not the one that held on it: the address names one text."""
    versions = _versions(act)
    if day is None:
        found = versions[-1] if versions else None
    else:
        found = version_on(versions, _day(day))
        found = found if found and found.in_force_from == _day(day) else None
    if found is None:
        raise Http404
    found.act = act
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _language(asked: dict[str, str]) -> str:
    try:
        return PORTAL_CODES[asked["language"]]
    except KeyError:
        raise Http404 from None


def _page_of(act: Act, language: str, version: ActVersion | None = None, *, eid: str = "") -> str:
    """The address of the act's page in a language; in another where it has none in that one."""
    pages: dict[str, LawPage] = {
        page.locale.language_code: page for page in act.pages.live().select_related("locale")
    }
    code = language if language in pages else next(iter(pages))
    day = f"as-of/{version.in_force_from.isoformat()}/" if version else ""
    return f"{address(pages[code], code)}{day}{f'#{eid}' if eid else ''}"
