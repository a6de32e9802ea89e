"""A page for who opens an address in a way that it does not take."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from portal.errors import say_not_allowed
from portal.middleware.staff import is_staff_side


class NotAllowedMiddleware:
    """Puts a page into an empty 405. Its headers stay: `Allow` says which methods are taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            say_not_allowed(request, response, for_staff=is_staff_side(request))
        return response
