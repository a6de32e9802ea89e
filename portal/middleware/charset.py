"""Refuses bodies that say they are written in anything but UTF-8."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.errors import bad_request

_UTF_8 = frozenset({"utf-8", "utf8"})


class CharsetMiddleware:
    """Answers 400 to a body in another encoding.

    No browser sends one for our pages. Django refuses them for ordinary forms but not for
    multipart ones, where odd encodings bring in characters that cannot be written out again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.content_params.get("charset") if request.content_params else None
        if named is not None and named.lower() not in _UTF_8:
            return bad_request(request)
        return self.get_response(request)
