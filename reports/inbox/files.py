"""The files of a tip: the cleaned copy at sight, the file as it came only on purpose."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import needs
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import Role
from reports import sealed_files
from reports.cleaning.kinds import Kind
from reports.cleaning.outcome import Cleaned, Refused, Why
from reports.inbox import file_reading, file_services, reading, services
from reports.inbox.tip.sight import back_to_tip, list_of, visible_tip
from reports.models import Attachment, Report
from vault.errors import Unopenable

_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
# Whatever such a file is and whoever opens it alone: nothing in it runs or calls anywhere.
_POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


@needs(Role.TRIAGE)
@require_safe
def cleaned(request: HttpRequest, report_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The cleaned copy."""
    report, attachment = _file(request, report_id, file_id)
    if not attachment.cleaned:
        raise Http404
    return _answer(request, report, attachment, "cleaned")


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def original(request: HttpRequest, report_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A warning; with POST the file as it came, to be kept and never shown."""
    report, attachment = _file(request, report_id, file_id)
    if request.method == "POST":
        return _answer(request, report, attachment, "original")
    context = {"report": report, "number": attachment.number, "id": attachment.pk}
    context["kept"] = list_of(request)
    return render(request, "inbox/original.html", context)


@needs(Role.TRIAGE)
@require_POST
def clean_now(request: HttpRequest, report_id: UUID, file_id: UUID) -> HttpResponse:
    """Cleans a file that was kept as it came."""
    member = member_of(request)
    report, attachment = _file(request, report_id, file_id)
    try:
        keys = reading.open_keys(member, report)
        outcome = file_services.clean_now(member, attachment, keys)
    except Unopenable:
        return _damaged(request, report)
    if isinstance(outcome, Cleaned):
        messages.success(request, _("The file is cleaned."))
    elif isinstance(outcome, Refused):
        messages.error(request, _("The file is damaged or hides something. It stays as it came."))
    elif outcome.why == Why.BUSY:
        messages.error(request, _("Another file is being cleaned. Try again in a minute."))
    else:
        messages.error(request, _("The file could not be cleaned. It stays as it came."))
    return back_to_tip(request, report)


def _file(request: HttpRequest, report_id: UUID, file_id: UUID) -> tuple[Report, Attachment]:
    """A file of a tip that this member may see. Raises Http404."""
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    attachment = report.attachments.filter(pk=file_id).first()
    if attachment is None:
        record_refused_request(request, member.user)
        raise Http404
    return report, attachment


def _answer(
    request: HttpRequest, report: Report, attachment: Attachment, part: str
) -> HttpResponseBase:
    member = member_of(request)
    try:
        keys = reading.open_keys(member, report)
        about = sealed_files.open_about(attachment, keys)
        kind = file_reading.kind_of_part(about, part)
        length = file_reading.check(attachment, about, part, case=keys.case)
    except Unopenable:
        return _damaged(request, report)
    shown = part == "cleaned" and file_reading.is_shown(kind)
    start, stop = _asked_for(request, length) if shown else (0, length)
    if part == "original":
        file_services.record_original(member, attachment)
    else:
        file_services.record_file_view(member, attachment, start=start)
    response = StreamingHttpResponse(
        file_reading.pieces(attachment, part, case=keys.case, start=start, stop=stop),
        content_type=kind.media_type,
    )
    for name, value in _headers(report, attachment, kind, shown=shown).items():
        response.headers[name] = value
    response.headers["Content-Length"] = str(stop - start)
    if (start, stop) != (0, length):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{length}"
    return response


def _asked_for(request: HttpRequest, length: int) -> tuple[int, int]:
    """The bytes that a player asks for (RFC 9110, section 14.2); all unless it is one range.

    Films of phones have their index at the end: without this no player shows them before all of
    it has come.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or found.groups() == ("", ""):
        return 0, length
    first, last = found.groups()
    start = int(first) if first else max(0, length - int(last))
    stop = min(length, int(last) + 1) if first and last else length
    return (start, stop) if start < stop else (0, length)


def _headers(report: Report, attachment: Attachment, kind: Kind, *, shown: bool) -> dict[str, str]:
    # The sender's name of the file is nobody's business: it may be a path, a trick or a name.
    name = f"{report.reference}-{attachment.number}.{kind.ending}"
    return {
        "Accept-Ranges": "bytes" if shown else "none",
        "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store, private",
        "Content-Encoding": "identity",  # nothing to win by packing it once more
    }


def _damaged(request: HttpRequest, report: Report) -> HttpResponse:
    services.record_damage(member_of(request), report)
    return render(request, "inbox/damaged.html", {"report": report}, status=409)
