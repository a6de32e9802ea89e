"""The lead's dashboard: where the work stands, in numbers and drawn beside them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from reports.inbox.dashboard import numbers, returns
from reports.models import Report


@needs(Role.LEAD)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Open tips, speeds, deadlines and returns, of all that this lead may read."""
    today = timezone.localdate()
    takes_tips_in = led_agency(request).takes_tips_in
    tips = Report.objects.visible_to(member_of(request)).in_the_inbox()
    read, answered = numbers.deadlines_met(tips, today)
    # One number for the whole site: it tells another agency that there are tips.
    weeks = returns.returns_by_week(tips, today) if takes_tips_in else []
    context = {
        "ages": numbers.open_by_age(tips, today),
        "statuses": numbers.by_status(tips),
        "members": numbers.open_by_member(tips),
        "speed": numbers.time_to_first_answer(tips, today),
        "deadlines": [read.bar(_("Read in time")), answered.bar(_("Answered in time"))],
        "weeks": returns.as_bars(weeks),
        "returns": returns.in_all(weeks),
        "period": numbers.PERIOD,
    }
    return render(request, "inbox/dashboard/page.html", context)
