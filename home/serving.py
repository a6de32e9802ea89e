"""Finds the page of an address, at two queries however deep it lies.

Wagtail's own view walks down the tree with two queries per level and asks for restrictions, which
our pages do not have. What a page does with the rest of the address is its own affair (`route`).

`/tet/news/x/` is a page of the Tetum tree. Where there is none and another tree has one, the
answer leads to the stand-in, `/tet/pt/news/x/`: the Portuguese page in the Tetum frame. A stand-in
that is not the best one, or not needed, leads on to what is (decision 0044).
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from csp.constants import SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language
from wagtail.models import Page

from home.addresses import address
from home.best_language import best_of
from home.languages import NAMES, best_first
from home.models import BasePage

_DEEPEST = 12
_DEPTH_OF_HOME = 2  # below the root of all trees
Parts = Sequence[str]


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The answer of the page at a path below the home page of the language. Raises Http404."""
    parts = [part for part in path.split("/") if part]
    if len(parts) > _DEEPEST or "\0" in path:  # PostgreSQL takes no such character
        raise Http404
    language = get_language() or settings.LANGUAGE_CODE
    if parts and parts[0] in NAMES and parts[0] != language:
        return _stand_in(request, language, parts[0], parts[1:])
    line = _line_of(language, parts)
    try:
        return _answer(request, line, parts)
    except Http404:
        found = _elsewhere(language, parts, line) if request.method in {"GET", "HEAD"} else None
        if found is None:
            raise
        return _to(_best_for(found, language), language, _rest(parts, found))


def _stand_in(request: HttpRequest, language: str, tree: str, parts: Parts) -> HttpResponseBase:
    """A published page of another tree, where it is the best that a reader can have."""
    line = _line_of(tree, parts)
    while line and not line[-1].live:  # a draft answers as if it were not there
        line.pop()
    if not line or (parts and len(line) == 1):  # nothing lies below a home page but pages
        raise Http404
    best = _best_for(line[-1], language)
    if best.pk != line[-1].pk:
        return _to(best, language, _rest(parts, line[-1]))
    return _answer(request, line, parts)


def _answer(request: HttpRequest, line: list[Page], parts: Parts) -> HttpResponseBase:
    """What the last page of a line answers to the rest of the address. Raises Http404."""
    if not line:
        raise Http404
    page = _in_full(line[-1])
    page.line = [above for above in line[1:-1] if above.live]
    found, args, kwargs = page.route(request, list(_rest(parts, page)))
    refused: HttpResponseBase | None = found.check_request_method(request, *args, **kwargs)
    answer: HttpResponseBase = refused or found.serve(request, *args, **kwargs)
    # Any page may have a recording of its summary.
    answer._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    return answer


def _line_of(tree: str, parts: Parts) -> list[Page]:
    """The home page of a tree and what the parts name below it, as far as there are pages."""
    paths = [_url_path(tree, parts[:count]) for count in range(len(parts) + 1)]
    return list(Page.objects.filter(url_path__in=paths).order_by("depth"))


def _elsewhere(language: str, parts: Parts, line: list[Page]) -> Page | None:
    """The published page that the address names in another tree, deeper than in its own."""
    own = max((page.depth for page in line if page.live), default=_DEPTH_OF_HOME - 1)
    deeper = range(own - _DEPTH_OF_HOME + 1, len(parts) + 1)
    others = best_first(language)[1:]
    paths = [_url_path(tree, parts[:count]) for tree in others for count in deeper]
    pages = list(Page.objects.live().filter(url_path__in=paths))
    deepest = max((page.depth for page in pages), default=0)
    return best_of((page for page in pages if page.depth == deepest), language)


def _best_for(page: Page, language: str) -> Page:
    """What a reader of the language is offered: the page, or a translation of it."""
    return best_of(page.get_translations(inclusive=True).live(), language) or page


def _to(page: Page, language: str, rest: Parts) -> HttpResponseBase:
    """To a page in the frame of a language, and the same place below it. For now, not for ever."""
    below = "".join(f"{quote(part)}/" for part in rest)
    return HttpResponseRedirect(f"{address(page, language)}{below}")


def _rest(parts: Parts, page: Page) -> Parts:
    return parts[page.depth - _DEPTH_OF_HOME :]


def _url_path(tree: str, parts: Parts) -> str:
    return f"/{tree}/" + "".join(f"{part}/" for part in parts)


def _in_full(page: Page) -> Any:
    """A page with the fields of its kind and what it always needs, in one query."""
    model: Any = page.specific_class
    if not issubclass(model, BasePage):
        raise Http404
    return model.objects.select_related("locale", *model.read_along).get(pk=page.pk)
