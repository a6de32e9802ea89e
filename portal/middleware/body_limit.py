"""Refuses a body over the limit before anything reads it into memory."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.errors import page_too_large

_DRAIN = 4 * 1024 * 1024  # bytes
_CHUNK = 64 * 1024  # bytes
# Takes its body piece by piece and has a limit of its own: `reports.intake.upload`.
_UPLOAD = re.compile(r"/[a-z]+/report/files/add/")


class BodyLimitMiddleware:
    """Answers 413 with a page to a body over PUBLIC_BODY_LIMIT, or under /staff/ STAFF_BODY_LIMIT.

    A few MiB of the refused body are read and thrown away, so that the browser gets to see the
    page and not a broken connection.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        staff = request.path_info.startswith("/staff/")
        limit = settings.STAFF_BODY_LIMIT if staff else settings.PUBLIC_BODY_LIMIT
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= limit or self._is_upload(request):
            return self.get_response(request)
        left = min(length, _DRAIN)
        while left > 0:
            chunk = request.META["wsgi.input"].read(min(left, _CHUNK))
            if not chunk:
                break
            left -= len(chunk)
        return page_too_large(request)

    @staticmethod
    def _is_upload(request: HttpRequest) -> bool:
        is_form_with_file = request.content_type == "multipart/form-data"
        return is_form_with_file and _UPLOAD.fullmatch(request.path_info) is not None
