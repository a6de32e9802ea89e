"""The page of the search.

Words come by POST and never stand in an address: addresses stay in the history of a phone, in the
logs of servers and in what the next site is told.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.search.finding import find

_LONGEST_NUMBER = 4  # digits of a page


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The empty form, or what was found. Nothing is kept: not here, not in a cache."""
    context = {"page_title": _("Search")}
    if request.method == "POST":
        results = find(
            request.POST.get("words", ""),
            language=translation.get_language() or "",
            kind=request.POST.get("kind", ""),
            page=_number(request.POST.get("page", "")),
        )
        response = render(request, "pages/search_results.html", {**context, "results": results})
    else:
        response = render(request, "pages/search.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 1
