"""Pages for what went wrong: always a page, never a trace, in the reader's language."""

import sys
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(request: HttpRequest, status: int) -> HttpResponse:
    """Kept nowhere: it says what was tried, and the same address may be a page tomorrow."""
    response = render(request, f"errors/{status}.html", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, said plainly."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: on the public side, a form that another site sent."""
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the staff side: the sign-in cookie is missing or old."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. Its links to other languages lead to the home pages: there is no such page there."""
    request.resolver_match = None
    return _page(request, 404)


def say_not_allowed(request: HttpRequest, response: HttpResponse, *, for_staff: bool) -> None:
    """405: the address of a form was opened as a page, or the other way round."""
    request.resolver_match = None  # its other languages take it no more
    layout = "layouts/staff.html" if for_staff else "layouts/public.html"
    context = {"layout": layout, "for_staff": for_staff}
    response.content = render_to_string("errors/405.html", context, request)
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"


def page_too_large(request: HttpRequest) -> HttpResponse:
    """413: more was sent than a form can hold."""
    response = _page(request, 413)
    response.headers["Connection"] = "close"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database does not answer: a plain file, so that it needs neither."""
    broken = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        page = static_page_path().read_bytes()
    except OSError:
        page = render_to_string("errors/static_page.html", {}).encode()
    response = HttpResponse(page, status=503 if broken else 500)
    if broken:
        response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response


def static_page_path() -> Path:
    """Where the page for broken times lies, written at start and whenever the hotline changes."""
    return Path(settings.PUBLISHED_DIR) / "unavailable.html"
