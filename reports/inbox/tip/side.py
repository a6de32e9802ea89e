"""Beside a tip: where it stands and who works on it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox import services
from reports.inbox.forms import AssigneeForm, StatusForm
from reports.inbox.statuses import NoSuchMove
from reports.inbox.tip.sight import unless_gone, visible_tip
from reports.models import Report
from vault.report_keys import ReportKeys


def side_of(
    member: Unlocked,
    report: Report,
    *,
    keys: ReportKeys,
    card: dict[str, Any] | None,
    staff: list[dict[str, Any]],
) -> dict[str, Any]:
    """What the column beside a tip shows. `staff` is what members wrote, opened, oldest first."""
    return {
        "assignee_form": AssigneeForm(
            agency=report.epoch.agency,
            members=member.colleagues(report.epoch.agency),
            initial={"assignee": report.assignee},
        ),
        "status_form": StatusForm(now=report.status),
    }


@needs(Role.TRIAGE)
@require_POST
def assign(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Says who works on a tip."""
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    form = AssigneeForm(request.POST, agency=report.epoch.agency)
    if form.is_valid():
        unless_gone(partial(services.assign, member, report, form.cleaned_data["assignee"]))
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose somebody from the list."))
    return redirect("inbox_tip", report_id=report.pk)


@needs(Role.TRIAGE)
@require_POST
def set_status(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Says where a tip stands."""
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    form = StatusForm(request.POST, now=report.status)
    if form.is_valid():
        to = Report.Status(form.cleaned_data["status"])
        try:
            unless_gone(partial(services.set_status, member, report, to=to))
        except NoSuchMove:  # somebody else moved it meanwhile
            messages.error(request, _("A tip that stands where this one does cannot move there."))
        else:
            messages.success(request, _("Saved. The sender sees it with the day."))
    else:
        messages.error(request, str(form.errors["status"][0]))
    return redirect("inbox_tip", report_id=report.pk)
