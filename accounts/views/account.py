"""A person's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.bounded_events import record_bounded
from accounts.forms import LanguageForm
from accounts.gate import needs_sign_in
from accounts.request import member_of
from accounts.roles import Role
from vault.trust import voice_fingerprint


@needs_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and the language of the staff pages."""
    unlocked = member_of(request)
    form = LanguageForm(
        request.POST if request.method == "POST" else None,
        initial={"language": request.LANGUAGE_CODE},
    )
    if form.is_valid():
        services.choose_language(unlocked.user, form.cleaned_data["language"])
        return redirect("staff_account")
    user = unlocked.user
    doubtful = unlocked.has_doubtful_role()
    if doubtful:
        record_bounded("keys.untrusted", by=user)
    context = {
        "form": form,
        "roles": [role.label for role in Role if unlocked.holds(role)],
        "digits": voice_fingerprint(user.recipient or "", user.verify_key),
        "without_role": not unlocked.roles,
        "doubtful": doubtful,
    }
    return render(request, "accounts/account.html", context)
