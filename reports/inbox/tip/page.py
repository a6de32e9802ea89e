"""One tip: what was written, oldest first, a reply, and beside it where it stands."""

from typing import Any
from uuid import UUID, uuid4

from csp.constants import SELF
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox import file_reading, reading, services
from reports.inbox.forms import ReplyForm
from reports.inbox.related.linking import related_of
from reports.inbox.tip.side import side_of
from reports.inbox.tip.sight import visible_tip
from reports.models import Report
from vault.errors import Unopenable
from vault.report_keys import ReportKeys


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One tip, opened and marked as read; with POST, a reply to its sender.

    A tip whose keys do not open says so: its pieces were damaged, or exchanged in the database.
    """
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    try:
        return _opened(request, member, report)
    except Report.DoesNotExist:  # withdrawn this very moment
        raise Http404 from None
    except Unopenable:
        services.record_damage(member, report)
        return render(request, "inbox/damaged.html", {"report": report})


def _opened(request: HttpRequest, member: Unlocked, report: Report) -> HttpResponse:
    form = ReplyForm(
        request.POST if request.method == "POST" else None, initial={"once": uuid4().hex}
    )
    if form.is_valid():
        if _reply(member, report, form):
            messages.success(request, _("Your reply waits for the sender."))
            return redirect("inbox_tip", report_id=report.pk)
        form.add_error("text", _("It was not sent: keys do not open. Keep a copy."))
    keys = reading.open_keys(member, report)
    # Before the entries are read: one that comes in between must show as unread.
    services.record_view(member, report)
    timeline = reading.timeline(report, keys)
    if any(entry.text is None for entry in timeline):
        services.record_damage(member, report)
    context = {
        "report": report,
        "timeline": timeline,
        "files": file_reading.files_of(report, keys),
        "form": form,
        "related": related_of(member, _card(report, keys)),
        **side_of(report),
    }
    response = render(request, "inbox/tip/page.html", context)
    response._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    return response


def _card(report: Report, keys: ReportKeys) -> dict[str, Any] | None:
    """None when it does not open: the entries may all the same."""
    try:
        return seals.open_card(report, keys.case)
    except Unopenable:
        return None


def _reply(member: Unlocked, report: Report, form: ReplyForm) -> bool:
    """Whether the reply is on its way; not when the member's own key does not open."""
    try:
        services.reply_to_sender(member, report, **form.cleaned_data)
    except Unopenable:
        services.record_unusable_key(member)
        return False
    return True
