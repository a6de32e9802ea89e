"""Signing in and out."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services, session, totp
from accounts.forms import CodeForm, LanguageForm, PasswordForm
from accounts.gate import needs_sign_in, open_to_all
from accounts.keys import open_member_identity
from accounts.models import User
from accounts.roles import Role
from accounts.rooms import start_page
from accounts.unlocked import Unlocked
from vault.errors import Unopenable
from vault.identity import Identity
from vault.trust import voice_fingerprint


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """First step: user name and password. Who is signed in already goes to their start page."""
    unlocked = session.signed_in(request)
    if unlocked is not None:
        return redirect(start_page(unlocked))
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = _with_password(request, **form.cleaned_data)
        if found is not None:
            response = redirect("staff_code")
            session.begin(request, response, *found)
            return response
        form.add_error(None, _("The user name or the password is not right."))
    return render(request, "accounts/password.html", {"form": form})


def _with_password(
    request: HttpRequest, *, username: str, password: str
) -> tuple[User, Identity] | None:
    user = auth.authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        return None
    try:
        return user, open_member_identity(user, password)
    except Unopenable:
        return None


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Second step: the one-time code. Nothing else opens before it."""
    unlocked = session.half_way(request)
    if unlocked is None:
        return redirect("staff_sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if totp.use_code(unlocked.user, form.cleaned_data["code"]):
            response = redirect(start_page(unlocked))
            session.complete(request, response, unlocked)
            return response
        form.add_error(
            "code", _("That code is not right, or it was used before. Wait for a new one.")
        )
    return render(request, "accounts/code.html", {"form": form})


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and leads to the sign-in page."""
    response = HttpResponseRedirect("/staff/")
    session.end(request, response)
    return response


@needs_sign_in()
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
    user = unlocked.user
    context = {
        "form": form,
        "roles": [role.label for role in Role if unlocked.holds(role)],
        "digits": voice_fingerprint(user.recipient or "", user.verify_key),
        "without_role": not unlocked.roles,
    }
    return render(request, "accounts/account.html", context)
