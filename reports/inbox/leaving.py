"""The page on which a lead removes a member and hands their tips over."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import trust
from accounts.agencies import LastLead
from accounts.gate import needs
from accounts.models import User
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency, to_members
from reports.inbox import services
from reports.inbox.forms import LeavingForm
from reports.models import Report


@needs(Role.LEAD, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_agency(request: HttpRequest, username: str) -> HttpResponse:
    """Their open tips, who takes them, and the button that removes the member at once."""
    agency = led_agency(request)
    user = get_object_or_404(User, username=username)
    if user.pk not in {grant.user_id for grant in trust.members_of(agency)}:
        record_refused_request(request, member_of(request).user)
        raise Http404
    form = LeavingForm(request.POST if request.method == "POST" else None, agency=agency)
    form.fields["assignee"].queryset = form.fields["assignee"].queryset.exclude(pk=user.pk)  # type: ignore[attr-defined]
    if user == member_of(request).user:
        record_refused_request(request, user)
        messages.error(request, _("Another lead has to remove you."))
        return redirect("staff_members")
    if form.is_valid():
        try:
            services.hand_over_and_remove(
                member_of(request), user, agency=agency, to=form.cleaned_data["assignee"]
            )
        except LastLead:
            record_refused_request(request, member_of(request).user)
            form.add_error(None, _("There must be another lead first."))
        else:
            messages.success(request, _("The person is removed. The agency has new keys."))
            return redirect("inbox_reseal")
    tips = Report.objects.open_tips_of(user, agency)
    context = {"person": user, "form": form, "tips": tips, "back": to_members()}
    return render(request, "inbox/leaving.html", context)
