"""Refuses forms that another site sends to the public side."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class OriginMiddleware:
    """Stands where Django's CSRF cookie stands elsewhere: the public side sets no cookie.

    There is no signed-in visitor whose rights another site could borrow, and every step of a form
    needs a sealed token that only our own page holds. `null` and a missing header pass for that
    reason: some phones and privacy tools send nothing else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> None:
        """Raises PermissionDenied, which shows the 403 page."""
        if request.method in _SAFE or request.path_info.startswith("/staff/"):
            return
        ours = f"{request.scheme}://{request.get_host()}"
        if request.headers.get("Origin", "null") not in {"null", ours}:
            raise PermissionDenied
