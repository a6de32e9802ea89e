"""The list of tips."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox import reading
from reports.inbox.bulk.actions import ACTIONS
from reports.models import Report

_ON_A_PAGE = 50


@needs(Role.TRIAGE)
@require_safe
def tips(request: HttpRequest) -> HttpResponse:
    """The tips that this member may read, danger first."""
    member = member_of(request)
    visible = Report.objects.visible_to(member)
    paginator = Paginator(visible.in_the_inbox().for_the_list(), _ON_A_PAGE)
    paginator.count, quarantined = visible.counted()
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": reading.rows(member, page),
        "quarantined": quarantined,
        "bulk_actions": ACTIONS.values(),
    }
    return render(request, "inbox/tips.html", context)
