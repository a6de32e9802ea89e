"""Leaving at once, from any page of the public half."""

import contextlib
import re

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.http import require_http_methods

from reports.intake import memory

_FORM_ID = re.compile(r"[0-9a-f]{32}")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """To a neutral site. On form pages the button carries the form's id, which is dead from now."""
    response = HttpResponseRedirect(settings.LEAVE_URL)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    if request.method == "POST":
        response.status_code = 303
        response.headers["Clear-Site-Data"] = '"storage"'
        # Whatever was sent and whatever breaks: leaving never fails.
        with contextlib.suppress(OSError, SuspiciousOperation, MultiPartParserError):
            form_id = request.POST.get("form", "")
            if _FORM_ID.fullmatch(form_id):
                memory.kill(form_id)
    return response
