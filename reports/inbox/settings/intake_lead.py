"""What only a lead of the agency that takes tips in may set: it is for the whole site."""

from django.http import Http404, HttpRequest

from accounts.models import Agency
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.views.members import led_agency


def led_intake(request: HttpRequest) -> Agency:
    """The agency that takes tips in. Raises Http404, and keeps that, for leads of others."""
    agency = led_agency(request)
    if not agency.takes_tips_in:
        record_refused_request(request, member_of(request).user)
        raise Http404
    return agency
