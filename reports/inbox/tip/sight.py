"""Which tip a request is about, and whether it is still there."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

from accounts.refusals import record_refused_request
from accounts.unlocked import Unlocked
from reports.inbox.listing.neighbours import with_neighbours
from reports.models import Report
from reports.models.report import ReportQuerySet

_SHOWN = ("epoch__agency", "assignee", "closing_by")


def visible_tip(request: HttpRequest, member: Unlocked, report_id: UUID) -> Report:
    """The tip. Raises Http404, and keeps that it was asked for, when this member may not see it."""
    visible = Report.objects.visible_to(member).select_related(*_SHOWN)
    return _only(request, member, visible.filter(pk=report_id))


def tip_to_show(request: HttpRequest, member: Unlocked, report_id: UUID) -> Report:
    """As `visible_tip`, with what stands around it in the list that the address names."""
    visible = Report.objects.visible_to(member).select_related(*_SHOWN)
    tips = with_neighbours(visible.filter(pk=report_id), member, request.GET)
    return _only(request, member, tips)


def _only(request: HttpRequest, member: Unlocked, tips: ReportQuerySet) -> Report:
    report = tips.first()
    if report is None:
        record_refused_request(request, member.user)
        raise Http404
    return report


def unless_gone(change: Callable[[], None]) -> None:
    """Makes a change. Raises Http404 when the tip was withdrawn this very moment."""
    try:
        change()
    except Report.DoesNotExist:
        raise Http404 from None


def list_of(request: HttpRequest) -> QueryDict:
    """What the address says of the list that the member came from: links of the page keep it."""
    kept = request.GET.copy()
    for name in ("template", "into"):
        kept.pop(name, None)
    return kept


def back_to_tip(request: HttpRequest, report: Report, *, at: str = "") -> HttpResponseRedirect:
    """To the page of a tip, in the same list, `at` one of its parts."""
    query = list_of(request).urlencode()
    address = reverse("inbox_tip", args=[report.pk])
    return HttpResponseRedirect(f"{address}{'?' if query else ''}{query}{'#' if at else ''}{at}")
