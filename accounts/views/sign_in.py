"""Signing in and out."""

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import devices, session, throttle
from accounts.forms import PasswordForm
from accounts.gate import open_to_all
from accounts.keys import open_member_identity
from accounts.models import User
from accounts.networks import network_of
from accounts.rooms import start_page
from accounts.views.factor_step import ask_factor
from accounts.views.sentences import too_many_tries
from vault.errors import Unopenable
from vault.identity import Identity


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """First step: user name and password. Who is signed in already goes to their start page."""
    unlocked = session.signed_in(request)
    if unlocked is not None:
        return redirect(start_page(unlocked))
    if request.user.is_authenticated:  # the second cookie is gone, or 12 hours are over
        auth.logout(request)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    throttled = False
    if form.is_valid():
        try:
            found = _with_password(request, **form.cleaned_data)
        except throttle.TooManyTries as full:
            throttled = True
            form.add_error(None, too_many_tries(full))
        else:
            if found is not None:
                response = redirect("staff_code")
                session.begin(request, response, *found)
                return response
            form.add_error(None, _("The user name or the password is not right."))
    context = {"form": form, "throttled": throttled}
    status = 429 if throttled else 200
    return render(request, "accounts/password.html", context, status=status)


def _with_password(
    request: HttpRequest, *, username: str, password: str
) -> tuple[User, Identity] | None:
    """The person, with their identity. Raises TooManyTries."""
    network = network_of(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        proxies=settings.TRUSTED_PROXIES,
    )
    device = devices.known(request.COOKIES.get(devices.COOKIE, ""), username=username)
    taken = throttle.take_sign_in(username=username, network=network, device=device)
    user = auth.authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        return None
    try:
        identity = open_member_identity(user, password)
    except Unopenable:
        return None
    taken.give_back()
    return user, identity


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Second step: a one-time code, a recovery code or a passkey. Nothing opens before it."""
    unlocked = session.half_way(request)
    if unlocked is None:
        return redirect("staff_sign_in")
    asked = ask_factor(request, unlocked.user)
    if asked.given:
        response = redirect(start_page(unlocked))
        session.complete(request, response, unlocked)
        return response
    return render(request, "accounts/code.html", asked.context, status=asked.status)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and leads to the sign-in page."""
    response = HttpResponseRedirect(session.SIGN_IN)
    session.end(request, response)
    return response
