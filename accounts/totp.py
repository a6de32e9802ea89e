"""One-time codes of an authenticator app (RFC 6238: six digits, 30 seconds, SHA-1)."""

import base64
import time
from urllib.parse import quote, urlencode

from django.conf import settings
from django_otp.oath import TOTP

from accounts.keys import open_totp_secret
from accounts.models import TotpDevice, User

STEP = 30  # seconds
DIGITS = 6
_DRIFT = 1  # steps a telephone's clock may be off, either way


def current_code(user: User) -> str:
    """What the person's authenticator app shows now."""
    return _shown(bytes(user.totp.sealed_secret), user)


def current_code_of_waiting(user: User) -> str:
    """What an app shows that was given the waiting secret."""
    return _shown(_waiting(user.totp) or b"", user)


def use_code(user: User, code: str) -> bool:
    """Whether the code is right now and was not used before. A right code is used up by this.

    An app none of whose codes was typed yet does not count.
    """
    device = TotpDevice.objects.filter(user=user, confirmed=True).first()
    if device is None:
        return False
    step = _step_of(code, bytes(device.sealed_secret), user, after=device.last_step)
    if step is None:
        return False
    # The condition decides between two requests with the same code: one of them changes a row.
    unused = TotpDevice.objects.filter(
        pk=device.pk, sealed_secret=device.sealed_secret, last_step__lt=step
    )
    return unused.update(last_step=step) == 1


def waiting_secret(user: User) -> bytes | None:
    """The secret that counts from its first right code on, or None when none is waiting."""
    device = TotpDevice.objects.filter(user=user).first()
    sealed = _waiting(device) if device else None
    return None if sealed is None else open_totp_secret(sealed, user=user)


def use_waiting(user: User, code: str) -> bool:
    """Whether the code is one of the waiting secret, which then takes the place of the old one."""
    device = TotpDevice.objects.filter(user=user).first()
    sealed = _waiting(device) if device else None
    if device is None or sealed is None:
        return False
    step = _step_of(code, sealed, user, after=0)
    if step is None:
        return False
    unchanged = TotpDevice.objects.filter(
        pk=device.pk, sealed_secret=device.sealed_secret, sealed_next=device.sealed_next
    )
    changes = {"sealed_secret": sealed, "sealed_next": None}
    return unchanged.update(confirmed=True, last_step=step, **changes) == 1


def grouped(secret: bytes) -> str:
    """A secret as it is typed into an app: Base32, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_of(secret: bytes, *, username: str) -> str:
    """What the QR code says: the `otpauth:` address that authenticator apps read."""
    name = quote(f"{settings.SITE_NAME}:{username}")
    said = {"secret": grouped(secret).replace(" ", ""), "issuer": settings.SITE_NAME}
    return f"otpauth://totp/{name}?{urlencode(said, quote_via=quote)}"


def _waiting(device: TotpDevice) -> bytes | None:
    if device.confirmed:
        return bytes(device.sealed_next) if device.sealed_next else None
    return bytes(device.sealed_secret)


def _step_of(code: str, sealed: bytes, user: User, *, after: int) -> int | None:
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return None
    totp = _totp(sealed, user)
    right = totp.verify(int(code), tolerance=_DRIFT, min_t=after + 1)
    return int(totp.t()) if right else None


def _shown(sealed: bytes, user: User) -> str:
    return f"{_totp(sealed, user).token():0{DIGITS}d}"


def _totp(sealed: bytes, user: User) -> TOTP:
    totp = TOTP(open_totp_secret(sealed, user=user), step=STEP, digits=DIGITS)
    totp.time = time.time()
    return totp
