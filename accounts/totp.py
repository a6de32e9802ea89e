"""One-time codes of an authenticator app (RFC 6238: six digits, 30 seconds, SHA-1)."""

import base64
import time
from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.conf import settings
from django_otp.oath import TOTP

from accounts.keys import open_totp_secret
from accounts.models import TotpDevice, User

STEP = 30  # seconds
DIGITS = 6
_DRIFT = 1  # steps a telephone's clock may be off, either way


def current_code(user: User) -> str:
    """What the person's authenticator app shows now."""
    return f"{_totp(user.totp, user).token():0{DIGITS}d}"


@dataclass(frozen=True, repr=False)
class Provisioning:
    """What an authenticator app is given: a QR code, or the key in groups to type."""

    qr: str
    key: str


def provisioning(device: TotpDevice, user: User) -> Provisioning:
    """The device's secret for the app (Key URI format of Google Authenticator)."""
    secret = base64.b32encode(open_totp_secret(bytes(device.sealed_secret), user=user)).decode()
    label = quote(f"{settings.SITE_NAME}:{user.username}")
    issuer = quote(settings.SITE_NAME)
    uri = f"otpauth://totp/{label}?secret={secret}&issuer={issuer}&digits={DIGITS}&period={STEP}"
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return Provisioning(qr=segno.make(uri, micro=False).svg_data_uri(scale=5), key=groups)


def use_code(user: User, code: str) -> bool:
    """Whether the code is right now and was not used before. A right code is used up by this.

    The first right code of a new device confirms it.
    """
    device = TotpDevice.objects.filter(user=user).first()
    if device is None or not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return False
    totp = _totp(device, user)
    if not totp.verify(int(code), tolerance=_DRIFT, min_t=device.last_step + 1):
        return False
    # The condition decides between two requests with the same code: one of them changes a row.
    unused = TotpDevice.objects.filter(pk=device.pk, last_step__lt=totp.t())
    return unused.update(last_step=totp.t(), confirmed=True) == 1


def _totp(device: TotpDevice, user: User) -> TOTP:
    totp = TOTP(open_totp_secret(bytes(device.sealed_secret), user=user), step=STEP, digits=DIGITS)
    totp.time = time.time()
    return totp
