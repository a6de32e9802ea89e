"""One-time codes of an authenticator app (RFC 6238: six digits, 30 seconds, SHA-1)."""

import time

from django.db.models import F
from django_otp.oath import TOTP

from accounts.keys import open_totp_secret
from accounts.models import TotpDevice, User

STEP = 30  # seconds
DIGITS = 6
MOST_TRIES = 5  # wrong codes of an account, whoever sends them
_PAUSE = 30  # steps: a quarter of an hour
_DRIFT = 1  # steps a telephone's clock may be off, either way


def current_code(user: User) -> str:
    """What the person's authenticator app shows now."""
    return f"{_totp(user.totp, user).token():0{DIGITS}d}"


def use_code(user: User, code: str) -> bool:
    """Whether the code is right now and was not used before. A right code is used up by this.

    Each call takes one of the account's few tries; a right code gives them all back.
    """
    device = TotpDevice.objects.filter(user=user).first()
    if device is None or not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return False
    if not _take_a_try(device):
        return False
    totp = _totp(device, user)
    if not totp.verify(int(code), tolerance=_DRIFT, min_t=device.last_step + 1):
        return False
    # The condition decides between two requests with the same code: one of them changes a row.
    unused = TotpDevice.objects.filter(pk=device.pk, last_step__lt=totp.t())
    return unused.update(last_step=totp.t(), tries=0) == 1


def is_locked(user: User) -> bool:
    """Whether all tries are used up; the next one is a quarter of an hour after the last."""
    return TotpDevice.objects.filter(
        user=user, tries__gte=MOST_TRIES, tried_step__gt=_now() - _PAUSE
    ).exists()


def _take_a_try(device: TotpDevice) -> bool:
    """One update each, so that requests at the same time cannot share a try."""
    devices = TotpDevice.objects.filter(pk=device.pk)
    devices.filter(tried_step__lte=_now() - _PAUSE).update(tries=0)
    taken = devices.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1, tried_step=_now())
    return taken == 1


def _now() -> int:
    return int(time.time()) // STEP


def _totp(device: TotpDevice, user: User) -> TOTP:
    totp = TOTP(open_totp_secret(bytes(device.sealed_secret), user=user), step=STEP, digits=DIGITS)
    totp.time = time.time()
    return totp
