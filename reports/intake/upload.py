"""Where a file of a sender comes in: piece by piece, never on a disk in clear."""

import contextlib
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reports import file_words
from reports.intake import budgets, pages
from reports.intake.adding_files import AddedFile, EmptyFile, RefusedFile, add_file
from reports.intake.file_store import TooManyFiles
from reports.intake.files import show_files
from reports.intake.holding import reads_body_itself
from reports.intake.multipart_reader import BrokenUpload, MultipartReader, TooLong
from reports.intake.open_visit import visit_of
from reports.intake.pages import form_page
from reports.intake.store import Gone, Withdrawn
from reports.intake.tickets import Hold
from reports.intake.tokens import ConversationToken

_SILENCE = 30  # seconds in which not one byte comes
_LONGEST = 20 * 60  # seconds of an upload: 25 MB at 21 kB/s
_LONGEST_WHEN_BUSY = 1  # seconds
_AROUND = 64 * 1024  # bytes of a form around its file
_DRAIN = 64 * 1024 * 1024  # bytes of a refused file
_DRAIN_WHEN_BUSY = 1024 * 1024  # bytes

_slots = threading.BoundedSemaphore(settings.UPLOADS_AT_ONCE)
_turned_away = threading.BoundedSemaphore(1)


@form_page
@reads_body_itself
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Takes one file to the tip, and shows the page of files again.

    `request.POST` is never touched here: Django would read the file into memory.
    """
    boundary = (request.content_params or {}).get("boundary", "")
    if request.method != "POST":
        return redirect("report_reply")
    if request.content_type != "multipart/form-data" or not boundary:
        return pages.unusable(request)
    if _slots.acquire(blocking=False):
        try:
            return _read(request, boundary, _LONGEST, has_slot=True)
        finally:
            _slots.release()
    # Whoever cannot be served gets their page again, if it comes at once; one thread sees to that.
    if _turned_away.acquire(blocking=False):
        try:
            return _read(request, boundary, _LONGEST_WHEN_BUSY, has_slot=False)
        finally:
            _turned_away.release()
    _stop_listening(request)
    return render(request, "intake/busy.html", status=503)


def _read(request: HttpRequest, boundary: str, longest: int, *, has_slot: bool) -> HttpResponse:
    with _patience(request, longest):
        reader = MultipartReader(
            request,
            boundary=boundary,
            length=int(request.META.get("CONTENT_LENGTH") or 0),
            limit=settings.FILE_LIMIT,
            deadline=time.monotonic() + longest,
        )
        response = _with_token(request, reader, has_slot=has_slot)
        if reader.left > 0:
            _stop_listening(request)
        return response


@contextlib.contextmanager
def _patience(request: HttpRequest, longest: int) -> Iterator[None]:
    """A sender who falls silent, or is too slow, holds a thread no longer than this."""
    connection = request.META.get("gunicorn.socket")
    if connection is None:
        yield
        return
    before = connection.gettimeout()
    connection.settimeout(min(_SILENCE, longest))
    # The server reads a whole piece before it gives control back: a few bytes now and then would
    # hold it for hours.
    end = threading.Timer(longest, _stop_listening, [request])
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()
        connection.settimeout(before)


def _stop_listening(request: HttpRequest) -> None:
    """What is still to come is not waited for: the server would, to use the connection again."""
    connection = request.META.get("gunicorn.socket")
    with contextlib.suppress(OSError):
        if connection is not None:
            connection.shutdown(socket.SHUT_RD)


def _with_token(request: HttpRequest, reader: MultipartReader, *, has_slot: bool) -> HttpResponse:
    try:
        reader.read_fields()
    except BrokenUpload:
        if has_slot:
            return pages.unusable(request)
        return render(request, "intake/busy.html", status=503)
    token = visit_of(request, reader.fields.get("token", ""))
    if isinstance(token, HttpResponse):
        reader.drain(_DRAIN if has_slot else _DRAIN_WHEN_BUSY)
        return token
    if not has_slot:
        reader.drain(_DRAIN_WHEN_BUSY)
        busy = _("Many people are sending files just now. Wait a minute and send it again.")
        return show_files(request, token, error=busy, status=503)
    return _add(request, reader, token)


def _add(request: HttpRequest, reader: MultipartReader, token: ConversationToken) -> HttpResponse:
    try:
        added = _take(request, reader, token)
    except Hold:
        reader.drain(_DRAIN_WHEN_BUSY)
        later = _("Much was sent from your part of the network. Wait five minutes, then try again.")
        return show_files(request, token, error=later, status=429)
    except (Gone, Withdrawn):
        reader.drain(_DRAIN)
        raise
    except (BrokenUpload, EmptyFile, RefusedFile, TooLong, TooManyFiles) as error:
        reader.drain(_DRAIN)
        return show_files(request, token, error=_in_words(error), status=422)
    reader.drain(_AROUND)
    token.once = uuid.uuid4().hex
    token.files = [f for f in token.files if f["id"] != added.id] + [asdict(added)]
    return show_files(request, token, said="added")


def _take(request: HttpRequest, reader: MultipartReader, token: ConversationToken) -> AddedFile:
    if reader.left > settings.FILE_LIMIT + _AROUND:
        raise TooLong
    budgets.take_bytes(request, reader.left)
    return add_file(token.sender_keys, source=reader, name=reader.filename, once=token.once)


def _in_words(error: Exception) -> object:
    if isinstance(error, RefusedFile):
        return file_words.REFUSED[error.why]
    if isinstance(error, TooLong):
        size = {"size": file_words.limit()}
        return _("This file is too large. It may have %(size)s. Nothing was kept.") % size
    if isinstance(error, TooManyFiles):
        most = settings.FILES_PER_TIP
        return ngettext(
            "A tip can have %(most)s file. Delete it first.",
            "A tip can have %(most)s files. Delete one first.",
            most,
        ) % {"most": most}
    if isinstance(error, EmptyFile):
        return _("Choose a file first.")
    return _("The file did not come through whole. Nothing was kept. Send it again.")
