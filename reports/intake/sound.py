"""The recordings of the questions."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reports.intake import store

_RANGE = re.compile(r"bytes=(\d{0,9})-(\d{0,9})")


@require_safe
def play(request: HttpRequest, question: str, language: str, digest: str) -> HttpResponse:
    """One recording, whole or the part that the browser asks for. Raises Http404.

    Safari plays nothing from a server that does not answer with parts.
    """
    found = store.question_sound(question, language, digest)
    if found is None:
        raise Http404
    kind, data = found
    part = _part(request.headers.get("Range", ""), len(data))
    if part is None:
        response = HttpResponse(data, content_type=kind)
    else:
        response = HttpResponse(data[part.start : part.stop], content_type=kind, status=206)
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
    response.headers["Accept-Ranges"] = "bytes"
    # A recording in the browser's store would tell whoever searches the phone that the form was
    # open. Heard again on the same page it is not fetched again.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _part(asked: str, size: int) -> range | None:
    """The bytes that a browser asks for; None for all, also for what makes no sense."""
    found = _RANGE.fullmatch(asked)
    if found is None:
        return None
    first, last = found.groups()
    if first:
        part = range(int(first), min(int(last) + 1, size) if last else size)
    else:
        part = range(max(size - int(last or 0), 0), size)
    return part or None
