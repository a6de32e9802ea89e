"""The way from the quarantine to the inbox. The list itself is a standing view."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox import services
from reports.inbox.listing.asked import ROWS


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def quarantine(request: HttpRequest) -> HttpResponse:
    """With POST, the chosen tips go to the inbox. Ends in the view of the quarantine."""
    if request.method == "POST":
        moved = services.move_to_inbox(member_of(request), _chosen(request))
        messages.success(
            request,
            ngettext("%(n)s tip is in the inbox now.", "%(n)s tips are in the inbox now.", moved)
            % {"n": moved},
        )
    return redirect(f"{reverse('inbox_tips')}?view=quarantine")


def _chosen(request: HttpRequest) -> list[UUID]:
    """The tips that were ticked; what is no id is passed over."""
    chosen = []
    for written in request.POST.getlist("tip")[: max(ROWS)]:
        try:
            chosen.append(UUID(written))
        except ValueError:
            continue
    return chosen
