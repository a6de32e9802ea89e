"""A person's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.forms import LanguageForm
from accounts.gate import needs_sign_in
from accounts.roles import Role
from accounts.unlocked import Unlocked


@needs_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and the language of the staff pages."""
    unlocked: Unlocked = request.unlocked  # type: ignore[attr-defined]
    form = LanguageForm(
        request.POST if request.method == "POST" else None,
        initial={"language": request.LANGUAGE_CODE},
    )
    if form.is_valid():
        services.choose_language(unlocked.user, form.cleaned_data["language"])
        return redirect("staff_account")
    roles = [role.label for role in Role if unlocked.holds(role)]
    return render(request, "accounts/account.html", {"form": form, "roles": roles})
