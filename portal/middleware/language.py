"""The language of a page, from its address or from what the browser asks for. Never a cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header


def asked_for(request: HttpRequest) -> str:
    """The best of our languages by Accept-Language; Tetum when none of them is asked for."""
    ours = dict(settings.LANGUAGES)
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        short = code.split("-")[0]
        if short in ours:
            return short
    return settings.DEFAULT_VISITOR_LANGUAGE


class LanguageMiddleware:
    """Activates the language of `/{lang}/…`, elsewhere the one that the browser asks for.

    Django's own adds `Vary: Cookie` and looks for a cookie: the public side has none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.lstrip("/").split("/", 1)[0]
        in_address = first in dict(settings.LANGUAGES)
        language = first if in_address else asked_for(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if "immutable" in response.headers.get("Cache-Control", ""):  # a file, whatever is asked
            return response
        if not in_address:
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response
