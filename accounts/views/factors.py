"""The second factors of one's own account. Every page here wants a fresh factor."""

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import factors, recovery_codes, services, session, totp
from accounts.forms import CodeForm, PasskeyNameForm
from accounts.gate import needs_sign_in
from accounts.models import Passkey
from accounts.request import member_of

_METHODS = ["GET", "HEAD", "POST"]


@needs_sign_in(fresh=True)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Authenticator app, passkeys and recovery codes."""
    unlocked = member_of(request)
    user = unlocked.user
    context = {
        "has_app": factors.has_app(user),
        "is_app_waiting": totp.waiting_secret(user) is not None,
        "passkeys": user.passkeys.all(),
        "codes_left": recovery_codes.left(user),
        "form": PasskeyNameForm(),
    }
    return render(request, "accounts/factors.html", context)


@needs_sign_in(fresh=True)
@sensitive_post_parameters()
@require_http_methods(_METHODS)
def app(request: HttpRequest) -> HttpResponse:
    """A POST makes the secret of another authenticator app, a POST with its code sets it to work.

    Reading the page again shows the same secret.
    """
    unlocked = member_of(request)
    user = unlocked.user
    if request.method == "POST" and "code" not in request.POST:
        services.offer_totp(user)
        return redirect("staff_app")
    secret = totp.waiting_secret(user)
    if secret is None:
        return redirect("staff_factors")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if factors.confirm_app(user, code, keep_session=session.key_of(request)):
            messages.success(
                request, _("The authenticator app is set up. An older one works no more.")
            )
            return redirect("staff_factors")
        form.add_error("code", _("That is not the code of the new app. Wait for a new one."))
    context = {
        "form": form,
        "has_app": factors.has_app(user),
        **app_secret(secret, user.username),
    }
    return render(request, "accounts/app.html", context)


def app_secret(secret: bytes, username: str) -> dict[str, str]:
    """The secret as a QR code and as groups to type, for `accounts/app_secret.html`."""
    code = segno.make(totp.address_of(secret, username=username), micro=False)
    return {"qr": code.svg_data_uri(scale=5), "secret": totp.grouped(secret)}


@needs_sign_in(fresh=True)
@require_http_methods(_METHODS)
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes a passkey unless it is the last factor."""
    unlocked = member_of(request)
    if request.method == "POST":
        try:
            factors.remove_passkey(unlocked.user, pk, keep_session=session.key_of(request))
        except Passkey.DoesNotExist:
            raise Http404 from None
        except factors.LastFactor:
            messages.error(
                request,
                _("This is your only second factor. Add another one before you remove it."),
            )
        else:
            messages.success(request, _("The passkey is removed."))
    return redirect("staff_factors")


@needs_sign_in(fresh=True)
@require_http_methods(_METHODS)
def make_codes(request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes and shows them, this once."""
    unlocked = member_of(request)
    if request.method != "POST":
        return redirect("staff_factors")
    codes = factors.make_recovery_codes(unlocked.user, keep_session=session.key_of(request))
    return render(request, "accounts/recovery_codes.html", {"codes": codes})
