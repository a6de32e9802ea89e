"""Finds the page of an address, at two queries however deep it lies.

Wagtail's own view walks down the tree with two queries per level and asks for restrictions, which
our pages do not have. What a page does with the rest of the address is its own affair (`route`).
"""

from typing import Any

from csp.constants import SELF
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import BasePage, HomePage

_DEEPEST = 12


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The answer of the page at a path below the home page of the language. Raises Http404."""
    parts = [part for part in path.split("/") if part]
    if len(parts) > _DEEPEST or "\0" in path:  # PostgreSQL takes no such character
        raise Http404
    line = _line_of(parts)
    if not line:
        raise Http404
    nearest = line[-1]
    page = _in_full(nearest)
    page.line = [above for above in line[1:-1] if above.live]
    found, args, kwargs = page.route(request, parts[len(line) - 1 :])
    refused: HttpResponseBase | None = found.check_request_method(request, *args, **kwargs)
    answer: HttpResponseBase = refused or found.serve(request, *args, **kwargs)
    # Any page may have a recording of its summary.
    answer._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    return answer


def _line_of(parts: list[str]) -> list[Page]:
    """The home page and what the parts name below it, as far as there are pages."""
    home = (
        HomePage.objects.filter(locale__language_code=get_language())
        .order_by("path")
        .values("url_path")[:1]
    )
    below = ["".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
    pages = Page.objects.filter(
        url_path__in=[Concat(home, Value(relative)) for relative in below]
    ).order_by("depth")
    return list(pages)


def _in_full(page: Page) -> Any:
    """A page with the fields of its kind and what it always needs, in one query."""
    model: Any = page.specific_class
    if not issubclass(model, BasePage):
        raise Http404
    return model.objects.select_related("locale", *model.read_along).get(pk=page.pk)
