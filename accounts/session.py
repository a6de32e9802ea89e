"""The two stages of a session: half-way after the password, signed in after the second factor.

The unlocked identity lies in the session row, sealed under a random key that only the second cookie
holds: the rows alone open nothing, and a session whose second cookie is gone is over.
"""

import base64
import secrets
import time
from typing import cast

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts import audit, devices, staff_sessions
from accounts.keys import open_from_session, seal_for_session
from accounts.models import User
from accounts.models.sign_in import SESSION_LIFETIME
from accounts.session_store import SessionStore
from accounts.unlocked import Unlocked
from vault.errors import Unopenable
from vault.identity import Identity

KEY_COOKIE = "staff_key"
SIGN_IN = "/staff/"
CODE_STEP = "/staff/code/"
FRESH = 5 * 60  # seconds for which a second factor counts as just given
HALF_WAY = 10 * 60  # seconds
_LONGEST = int(SESSION_LIFETIME.total_seconds())

_USER, _STEP, _PASSWORD = "half_way_user", "half_way_step", "half_way_password"
_SEALED, _BEGAN, _FACTOR_AT = "sealed_identity", "began", "factor_at"


def begin(
    request: HttpRequest,
    response: HttpResponse,
    user: User,
    identity: Identity,
    *,
    step: str = CODE_STEP,
) -> None:
    """After the password: remembers who it was. Nothing opens to them but the page at `step`.

    The view there is open to all and asks `half_way(request, step=…)` itself.
    """
    request.session.flush()
    request.session[_USER] = user.pk
    request.session[_PASSWORD] = user.get_session_auth_hash()
    go_on(request, step=step)
    _keep(request, response, user, identity)


def go_on(request: HttpRequest, *, step: str) -> None:
    """Leads a half-way session to its next step, for which there is as much time again."""
    request.session[_STEP] = step
    request.session[_BEGAN] = _now()


def half_way(request: HttpRequest, *, step: str = CODE_STEP) -> Unlocked | None:
    """The person who has given the password and is at this step; not one at another step.

    The step for the code lasts 10 minutes, one of enrolment as long as an idle session.
    """
    lifetime = HALF_WAY if step == CODE_STEP else settings.SESSION_COOKIE_AGE
    if request.session.get(_STEP) != step or not _is_within(request, lifetime):
        return None
    pk = request.session.get(_USER)
    user = User.objects.filter(pk=pk, is_active=True).first() if pk else None
    unlocked = _open(request, user)
    # The password may have been changed meanwhile.
    given = request.session.get(_PASSWORD, "")
    if unlocked and constant_time_compare(given, unlocked.user.get_session_auth_hash()):
        return unlocked
    return None


def next_step(request: HttpRequest) -> str:
    """Where somebody is sent who is not signed in: to the step they are at, or to the sign-in."""
    step = request.session.get(_STEP)
    return step if step and half_way(request, step=step) else SIGN_IN


@transaction.atomic
def complete(request: HttpRequest, response: HttpResponse, unlocked: Unlocked) -> None:
    """After the second factor: a new session under new keys, and a device that is known."""
    user = unlocked.user
    _start(request, response, unlocked)
    request.session[_BEGAN] = request.session[_FACTOR_AT] = _now()
    devices.remember(response, user, cookie=request.COOKIES.get(devices.COOKIE, ""))
    staff_sessions.clear_away()
    audit.record("signed_in", by=user, target=f"user/{user.username}")


@transaction.atomic
def renew(request: HttpRequest, response: HttpResponse, unlocked: Unlocked) -> None:
    """A new session in the place of this one, which lasts no longer: after a new password.

    `services.change_password` ends all sessions of a person, this one too.
    """
    kept = {name: request.session.get(name, 0) for name in (_BEGAN, _FACTOR_AT)}
    _start(request, response, unlocked)
    request.session.update(kept)


def user_of(request: HttpRequest) -> User | AnonymousUser:
    """Whose session it is, as it was read along with it; in all doubt as Django finds out itself.

    Active, and with the very password that was given when the session began.
    """
    store = _store(request)
    given = store.get(auth.HASH_SESSION_KEY, "")  # reads the session
    owner = store.owner
    if (
        owner is None
        or not owner.is_active
        or store.get(auth.SESSION_KEY) != str(owner.pk)
        or store.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS
        or not constant_time_compare(given, owner.get_session_auth_hash())
    ):
        return auth.get_user(request)
    return owner


def _store(request: HttpRequest) -> SessionStore:
    return cast("SessionStore", request.session)


def signed_in(request: HttpRequest) -> Unlocked | None:
    """The person signed in with both factors, or None when any part of that is missing.

    12 hours after the sign-in the session is over, used or not.
    """
    if not (request.user.is_authenticated and _is_within(request, _LONGEST)):
        return None
    unlocked = _open(request, request.user)
    store = _store(request)
    if unlocked and unlocked.user == store.owner:
        unlocked.given_roles = store.given_roles
    return unlocked


def is_fresh(request: HttpRequest) -> bool:
    """Whether the second factor was given within the last five minutes."""
    return 0 <= _now() - int(request.session.get(_FACTOR_AT, 0)) <= FRESH


def freshen(request: HttpRequest) -> None:
    """The second factor was given once more."""
    request.session[_FACTOR_AT] = _now()


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Signs out: the row is deleted and both cookies are taken back."""
    unlocked = signed_in(request)
    auth.logout(request)
    response.delete_cookie(KEY_COOKIE, path=settings.SESSION_COOKIE_PATH, samesite="Strict")
    if unlocked:
        user = unlocked.user
        audit.record("signed_out", by=user, target=f"user/{user.username}")


def key_of(request: HttpRequest) -> str:
    """The key of the row of this session."""
    return request.session.session_key or ""


def _start(request: HttpRequest, response: HttpResponse, unlocked: Unlocked) -> None:
    request.session.flush()
    auth.login(request, unlocked.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    _keep(request, response, unlocked.user, unlocked.identity)
    staff_sessions.begin(
        unlocked.user,
        session_key=key_of(request),
        user_agent=request.headers.get("User-Agent", ""),
    )


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


def _is_within(request: HttpRequest, seconds: int) -> bool:
    return 0 <= _now() - int(request.session.get(_BEGAN, 0)) < seconds


def _open(request: HttpRequest, user: User | None) -> Unlocked | None:
    cookie = request.COOKIES.get(KEY_COOKIE)
    sealed = request.session.get(_SEALED)
    if not (cookie and sealed and user):
        return None
    try:
        identity = open_from_session(base64.b64decode(sealed), cookie=cookie, user=user)
    except Unopenable:
        return None
    if identity.recipient != user.recipient:
        return None
    return Unlocked(user, identity)


def _now() -> int:
    return int(time.time())
