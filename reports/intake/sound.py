"""The recordings of the questions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from published.parts import content_range, part_asked
from reports.intake import store


@require_safe
def play(request: HttpRequest, question: str, language: str, digest: str) -> HttpResponse:
    """One recording, whole or the part that the browser asks for. Raises Http404."""
    found = store.question_sound(question, language, digest)
    if found is None:
        raise Http404
    kind, data = found
    part = part_asked(request.headers.get("Range", ""), len(data))
    if part is None:
        response = HttpResponse(data, content_type=kind)
    else:
        response = HttpResponse(data[part.start : part.stop], content_type=kind, status=206)
        response.headers["Content-Range"] = content_range(part, len(data))
    response.headers["Accept-Ranges"] = "bytes"
    # A recording in the browser's store would tell whoever searches the phone that the form was
    # open. Heard again on the same page it is not fetched again.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
