"""The auditor's screen: the audit trail with filters, its newest hash, and the export."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.audit_actions import EXPORTED
from accounts.gate import needs
from accounts.models import User
from accounts.models.audit import AuditEventQuerySet
from accounts.roles import Role
from accounts.trail_csv import csv_lines
from accounts.trail_filters import TrailFilter
from accounts.trail_pages import page_of

_NUMBER = re.compile(r"[0-9]{1,18}")  # fits the column of every database
_GROUP = 8  # digits of a hash that an eye compares at once


@needs(Role.AUDITOR)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, newest first, and the hash that the auditor notes."""
    return _screen(request, TrailFilter(request.GET))


@needs(Role.AUDITOR, fresh=True)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """The events that the same filters find, as CSV. The trail says so first."""
    form = TrailFilter(request.POST)
    if not form.is_valid():
        return _screen(request, form)
    unlocked = request.unlocked  # type: ignore[attr-defined]
    events = record_export(unlocked.user, form)
    name = f"trail-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        csv_lines(events.in_batches()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def record_export(user: User, form: TrailFilter) -> AuditEventQuerySet:
    """Records an export and gives its events: exactly those that were counted.

    What was typed as the object is kept only if the trail knows such an object already.
    """
    head = audit.newest()
    events = form.events().filter(number__lte=head.number if head else 0)
    rows = events.count()
    filters = {name: value for name, value in form.given().items() if name != "object" or rows}
    audit.record(EXPORTED, by=user, target="trail", rows=rows, **filters)
    return events


def _screen(request: HttpRequest, form: TrailFilter) -> HttpResponse:
    before, after = _number(request, "before"), _number(request, "after")
    page = page_of(form.events(), before=before, after=after)
    given = form.given()
    head = audit.newest()
    context = {
        "form": form,
        "given": given,
        "rows": page.rows,
        "head": head,
        "hash_groups": _groups(head.hash) if head else [],
        "newer": urlencode({**given, "after": page.newer_than}) if page.newer_than else "",
        "older": urlencode({**given, "before": page.older_than}) if page.older_than else "",
    }
    return render(request, "accounts/trail.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    """The number of an event in the address of a page; None when there is none to be read."""
    written = request.GET.get(name, "")
    return int(written) if _NUMBER.fullmatch(written) else None


def _groups(digits: str) -> list[str]:
    return [digits[i : i + _GROUP] for i in range(0, len(digits), _GROUP)]
