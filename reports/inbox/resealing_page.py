"""The page on which a lead seals older tips to the newest keys."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts import trust
from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from reports.models import Report
from reports.resealing import Batch, reseal_batch


@needs(Role.LEAD, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def reseal(request: HttpRequest) -> HttpResponse:
    """How many tips are left, and a button for the next ones."""
    agency = led_agency(request)
    batch = None
    if request.method == "POST":
        batch = reseal_batch(member_of(request), agency, after=_after(request))
    left = Report.objects.sealed_to_older_keys(trust.newest_epoch(agency)).count()
    return render(request, "inbox/resealing.html", _context(batch, left))


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("after", ""))
    except ValueError:
        return None  # begins again: tips that are done are not done twice


def _context(batch: Batch | None, left: int) -> dict[str, object]:
    return {"batch": batch, "left": left, "done": batch is not None and batch.last is None}
