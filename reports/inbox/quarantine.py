"""Tips that came in a flood: their own list, and the way to the inbox."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox import reading, services
from reports.models import Report

_ON_A_PAGE = 50


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def quarantine(request: HttpRequest) -> HttpResponse:
    """The tips that were put aside, danger first; with POST, the chosen ones go to the inbox."""
    member = member_of(request)
    listed = Report.objects.visible_to(member).in_quarantine()
    if request.method == "POST":
        moved = services.move_to_inbox(member, _chosen(request))
        messages.success(
            request,
            ngettext("%(n)s tip is in the inbox now.", "%(n)s tips are in the inbox now.", moved)
            % {"n": moved},
        )
        return redirect("inbox_quarantine")
    page = Paginator(listed.for_the_list(), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": reading.rows(member, page)}
    return render(request, "inbox/quarantine.html", context)


def _chosen(request: HttpRequest) -> list[UUID]:
    """The tips that were ticked; what is no id is passed over."""
    chosen = []
    for written in request.POST.getlist("tip")[:_ON_A_PAGE]:
        try:
            chosen.append(UUID(written))
        except ValueError:
            continue
    return chosen
