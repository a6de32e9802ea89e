"""The two stages of a session: half-way after the password, signed in after the second factor.

The unlocked identity lies in the session row, sealed under a random key that only the second cookie
holds: the rows alone open nothing, and a session whose second cookie is gone is over.
"""

import base64
import secrets

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from accounts.keys import open_from_session, seal_for_session
from accounts.models import User
from accounts.unlocked import Unlocked
from vault.errors import Unopenable
from vault.identity import Identity

KEY_COOKIE = "staff_key"
_HALF_WAY = "half_way_user"
_SEALED = "sealed_identity"


def begin(request: HttpRequest, response: HttpResponse, user: User, identity: Identity) -> None:
    """After the right password: remembers who it was, and nothing is open to them yet."""
    request.session.flush()
    request.session[_HALF_WAY] = user.pk
    _keep(request, response, user, identity)


def half_way(request: HttpRequest) -> Unlocked | None:
    """The person who has given the right password and not yet a one-time code."""
    return _open(request, request.session.get(_HALF_WAY))


def complete(request: HttpRequest, response: HttpResponse, unlocked: Unlocked) -> None:
    """After the second factor: a new session under new keys."""
    request.session.flush()
    auth.login(request, unlocked.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    _keep(request, response, unlocked.user, unlocked.identity)


def signed_in(request: HttpRequest) -> Unlocked | None:
    """The person signed in with both factors, or None when any part of that is missing."""
    return _open(request, request.user.pk if request.user.is_authenticated else None)


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Signs out: the row is deleted and both cookies are taken back."""
    auth.logout(request)
    response.delete_cookie(KEY_COOKIE, path=settings.SESSION_COOKIE_PATH, samesite="Strict")


def _keep(request: HttpRequest, response: HttpResponse, user: User, identity: Identity) -> None:
    cookie = secrets.token_urlsafe(32)
    sealed = seal_for_session(identity, cookie=cookie, user=user)
    request.session[_SEALED] = base64.b64encode(sealed).decode()
    response.set_cookie(
        KEY_COOKIE,
        cookie,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _open(request: HttpRequest, user_pk: int | None) -> Unlocked | None:
    cookie = request.COOKIES.get(KEY_COOKIE)
    sealed = request.session.get(_SEALED)
    user = User.objects.filter(pk=user_pk, is_active=True).first() if user_pk else None
    if not (cookie and sealed and user):
        return None
    try:
        identity = open_from_session(base64.b64decode(sealed), cookie=cookie, user=user)
    except Unopenable:
        return None
    if identity.recipient != user.recipient:
        return None
    return Unlocked(user, identity)
