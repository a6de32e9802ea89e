"""The challenge that a browser's passkey has to sign, kept in the session until it is answered."""

import base64
import time
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase

_NAME = "passkey_challenge"
_LIFETIME = 5 * 60  # seconds


class Purpose(StrEnum):
    """What an answer is for. An answer for one thing does nothing else."""

    DEVICE = "device"
    CODE = "code"
    CONFIRM = "confirm"
    NEW = "new"
    FIRST = "first"


def keep(session: SessionBase, purpose: Purpose, challenge: bytes) -> None:
    """Keeps the challenge in the place of any older one."""
    text = base64.b64encode(challenge).decode()
    session[_NAME] = {"purpose": purpose.value, "challenge": text, "at": int(time.time())}


def take(session: SessionBase, purpose: Purpose) -> bytes | None:
    """The challenge that was asked for this; it is gone after that, whatever comes of it."""
    kept = session.pop(_NAME, None)
    if not kept or kept["purpose"] != purpose or time.time() - kept["at"] > _LIFETIME:
        return None
    return base64.b64decode(kept["challenge"])
