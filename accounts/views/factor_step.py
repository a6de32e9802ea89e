"""Asking for a second factor: at sign-in, and again before what cannot be undone."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import devices, factors, recovery_codes, second_factor
from accounts.forms import CodeForm, RecoveryCodeForm
from accounts.models import User
from accounts.throttle import TooManyTries
from accounts.views.sentences import too_many_tries

_RECOVERY = "recovery"


@dataclass(frozen=True)
class AskedFactor:
    """Whether a right code came with the request, and what the page needs to ask for one."""

    given: bool
    context: dict[str, Any]
    status: int = 200


def ask_factor(request: HttpRequest, user: User) -> AskedFactor:
    """Looks at the code that came, if one came."""
    has_app = factors.has_app(user)
    by_recovery = _RECOVERY in request.GET or not has_app
    kind = RecoveryCodeForm if by_recovery else CodeForm
    form = kind(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            _use(request, user, form, by_recovery=by_recovery)
        except TooManyTries as full:
            status = 429
            form.add_error(None, too_many_tries(full))
        except second_factor.WrongFactor:
            form.add_error("code", _wrong(by_recovery=by_recovery))
        else:
            if by_recovery:
                messages.warning(request, _codes_left(user))
            return AskedFactor(given=True, context={})
    context = {
        "form": form,
        "by_recovery": by_recovery,
        "has_app": has_app,
        "has_passkey": user.passkeys.exists(),
        "unfinished": not factors.has_any(user),
        "other_way": _other_way(request),
    }
    return AskedFactor(given=False, context=context, status=status)


def _use(request: HttpRequest, user: User, form: forms.Form, *, by_recovery: bool) -> None:
    cookie = request.COOKIES.get(devices.COOKIE, "")
    device = devices.known(cookie, username=user.username)
    use = second_factor.use_recovery_code if by_recovery else second_factor.use_code
    use(user, form.cleaned_data["code"], device=device)


def _wrong(*, by_recovery: bool) -> str:
    if by_recovery:
        return _("That recovery code is not right, or it was used before.")
    return _("That code is not right, or it was used before. Wait for a new one.")


def _codes_left(user: User) -> str:
    left = recovery_codes.left(user)
    sentence = ngettext(
        "You used a recovery code. %(left)d is left.",
        "You used a recovery code. %(left)d are left.",
        left,
    )
    return sentence % {"left": left}


def _other_way(request: HttpRequest) -> str:
    """The same page with the other field: for a recovery code, or for a one-time code."""
    query = request.GET.copy()
    if _RECOVERY in query:
        del query[_RECOVERY]
    else:
        query[_RECOVERY] = "1"
    return f"?{query.urlencode()}"
