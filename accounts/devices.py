"""Browsers in which somebody has signed in with both factors before."""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from accounts.keys import pepper_mark
from accounts.models import KnownDevice, User
from accounts.models.sign_in import DEVICE_LIFETIME

COOKIE = "staff_device"
_MOST = 4  # people who share one browser
_SEPARATOR = "."


def known(cookie: str, *, username: str) -> bytes | None:
    """The digest of this person's device, or None when they never signed in from it."""
    digests = [_digest(token) for token in _tokens(cookie)]
    if not digests:
        return None
    row = KnownDevice.objects.still_known().filter(digest__in=digests, user__username=username)
    found = row.values_list("digest", flat=True).first()
    return None if found is None else bytes(found)


def remember(response: HttpResponse, user: User, *, cookie: str) -> None:
    """Makes the browser a known device of this person; others who share it keep theirs."""
    today = timezone.localdate()
    digest = known(cookie, username=user.username)
    tokens = _tokens(cookie)
    if digest is None:
        token = secrets.token_urlsafe(32)
        tokens = [token, *tokens][:_MOST]
        KnownDevice.objects.create(user=user, digest=_digest(token), used_on=today)
    else:
        KnownDevice.objects.filter(digest=digest).update(used_on=today)
    response.set_cookie(
        COOKIE,
        _SEPARATOR.join(tokens),
        max_age=DEVICE_LIFETIME,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _tokens(cookie: str) -> list[str]:
    tokens = cookie.split(_SEPARATOR)[:_MOST]
    return [token for token in tokens if token and token.isascii()]


def _digest(token: str) -> bytes:
    return pepper_mark("known device", token.encode())
