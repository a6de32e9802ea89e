"""The page on which a sender adds files to a tip that is safe already."""

from typing import Any
from uuid import UUID

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports import file_words
from reports.cleaning.outcome import Why
from reports.intake import memory, pages
from reports.intake.adding_files import delete_file
from reports.intake.open_tip import show_conversation
from reports.intake.open_visit import visit_of
from reports.intake.pages import form_page
from reports.intake.tokens import ConversationToken

_DELETE = "delete-"


@form_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The files of this visit; deletes one of them, goes on to the conversation, or closes."""
    if request.method != "POST":
        return redirect("report_reply")
    token = visit_of(request, request.POST.get("token", ""))
    if isinstance(token, HttpResponse):
        return token
    return _go_on(request, token, request.POST.get("go", ""))


def _go_on(request: HttpRequest, token: ConversationToken, go: str) -> HttpResponse:
    if go == "close":
        memory.kill(token.id)
        return pages.closed(request)
    if go == "finish":
        return show_conversation(request, token)
    if go.startswith(_DELETE):
        return _delete(request, token, go.removeprefix(_DELETE))
    return show_files(request, token)


def _delete(request: HttpRequest, token: ConversationToken, chosen: str) -> HttpResponse:
    if chosen in {file["id"] for file in token.files}:
        delete_file(token.sender_keys, UUID(chosen))
        token.files = [file for file in token.files if file["id"] != chosen]
    return show_files(request, token, said="deleted")


def show_files(
    request: HttpRequest,
    token: ConversationToken,
    *,
    said: str = "",
    error: object = "",
    status: int = 200,
) -> HttpResponse:
    """The page: what was added in this visit, and a way to add one more.

    `said` is what was just done: `added` or `deleted`.
    """
    context = {
        "files": [_in_words(file) for file in token.files],
        "said": said,
        "error": error,
        "has_room": len(token.files) < settings.FILES_PER_TIP,
        "most": settings.FILES_PER_TIP,
        "limit": settings.FILE_LIMIT,
        "limit_in_words": file_words.limit(),
        "token": token.seal(),
        "form_id": token.id,
    }
    response = render(request, "intake/files.html", context, status=status)
    # The recorder, here and nowhere else.
    response.headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()"
    response._csp_update = {  # type: ignore[attr-defined]
        "media-src": [SELF, "blob:"]
    }
    return response


def _in_words(file: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": file["id"],
        "family": file_words.family(file["kind"]),
        "size": file["size"],
        "cleaned": file["state"] == "cleaned",
        "too_large": file["state"] == Why.TOO_LARGE,
        "removed": file_words.removed(file["removed"]),
    }
