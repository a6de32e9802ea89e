"""The list of tips, and one tip."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from csp.constants import SELF
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import needs
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox import file_reading, reading, services
from reports.inbox.forms import AssigneeForm, ReplyForm, StatusForm
from reports.inbox.statuses import NoSuchMove
from reports.models import Report
from vault.errors import Unopenable

_ON_A_PAGE = 50


@needs(Role.TRIAGE)
@require_safe
def tips(request: HttpRequest) -> HttpResponse:
    """The tips that this member may read, danger first."""
    member = member_of(request)
    visible = Report.objects.visible_to(member.user)
    paginator = Paginator(visible.in_the_inbox().for_the_list(), _ON_A_PAGE)
    paginator.count, quarantined = visible.counted()
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": reading.rows(member, page),
        "quarantined": quarantined,
    }
    return render(request, "inbox/tips.html", context)


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One tip, opened and marked as read; with POST, a reply to its sender.

    A tip whose keys do not open says so: its pieces were damaged, or exchanged in the database.
    """
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    try:
        return _opened_tip(request, member, report)
    except Report.DoesNotExist:  # withdrawn this very moment
        raise Http404 from None
    except Unopenable:
        services.record_damage(member, report)
        return render(request, "inbox/damaged.html", {"report": report})


def visible_tip(request: HttpRequest, member: Unlocked, report_id: UUID) -> Report:
    """The tip. Raises Http404, and keeps that it was asked for, when this member may not see it."""
    visible = Report.objects.visible_to(member.user).select_related("epoch__agency", "assignee")
    report = visible.filter(pk=report_id).first()
    if report is None:
        record_refused_request(request, member.user)
        raise Http404
    return report


def _opened_tip(request: HttpRequest, member: Unlocked, report: Report) -> HttpResponse:
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
        "assignee_form": AssigneeForm(
            agency=report.epoch.agency, initial={"assignee": report.assignee}
        ),
        "status_form": StatusForm(now=report.status),
    }
    response = render(request, "inbox/tip.html", context)
    response._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    return response


def _reply(member: Unlocked, report: Report, form: ReplyForm) -> bool:
    """Whether the reply is on its way; not when the member's own key does not open."""
    try:
        services.reply_to_sender(member, report, **form.cleaned_data)
    except Unopenable:
        services.record_unusable_key(member)
        return False
    return True


@needs(Role.TRIAGE)
@require_POST
def assign(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Says who works on a tip."""
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    form = AssigneeForm(request.POST, agency=report.epoch.agency)
    if form.is_valid():
        _unless_gone(partial(services.assign, member, report, form.cleaned_data["assignee"]))
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
            _unless_gone(partial(services.set_status, member, report, to=to))
        except NoSuchMove:  # somebody else moved it meanwhile
            messages.error(request, _("A tip that stands where this one does cannot move there."))
        else:
            messages.success(request, _("Saved. The sender sees it with the day."))
    else:
        messages.error(request, str(form.errors["status"][0]))
    return redirect("inbox_tip", report_id=report.pk)


def _unless_gone(change: Callable[[], None]) -> None:
    """Makes a change. Raises Http404 when the tip was withdrawn this very moment."""
    try:
        change()
    except Report.DoesNotExist:
        raise Http404 from None
