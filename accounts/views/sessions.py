"""The list of a person's own sessions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import session, staff_sessions
from accounts.gate import needs_sign_in
from accounts.models import StaffSession
from accounts.request import member_of


@needs_sign_in
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where this person is signed in."""
    unlocked = member_of(request)
    rows = [
        {
            "pk": row.pk,
            "browser": row.browser,
            "began_at": row.began_at,
            "last_used": staff_sessions.last_used(row),
            "is_this": row.session_id == session.key_of(request),
        }
        for row in StaffSession.objects.live().filter(user=unlocked.user)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows})


@needs_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of them; this one as by signing out."""
    unlocked = member_of(request)
    response = redirect("staff_sessions")
    if request.method != "POST":
        return response
    try:
        key = staff_sessions.end(unlocked.user, pk)
    except StaffSession.DoesNotExist:
        raise Http404 from None
    if key == session.key_of(request):
        session.end(request, response)
    else:
        messages.success(request, _("That session is over."))
    return response


@needs_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Ends all but this one."""
    unlocked = member_of(request)
    if request.method == "POST":
        staff_sessions.end_others(unlocked.user, but=session.key_of(request))
        messages.success(request, _("All your other sessions are over."))
    return redirect("staff_sessions")
