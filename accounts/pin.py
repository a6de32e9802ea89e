"""The pin: which epoch of keys is the true one, said outside the database."""

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def pinned() -> str:
    """The fingerprint that the setting or the file names; empty before the first set-up."""
    if settings.TRUST_PIN:
        return str(settings.TRUST_PIN)
    try:
        return Path(settings.TRUST_PIN_PATH).read_text().strip()
    except OSError:  # not there yet, or not to be read: then nothing is believed
        return ""


def move_pin(fingerprint: str) -> bool:
    """Writes the file, whole or not at all. False when a person has to change the setting."""
    if settings.TRUST_PIN:
        return bool(fingerprint == settings.TRUST_PIN)
    path = Path(settings.TRUST_PIN_PATH)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with draft.open("w") as stream:
            stream.write(fingerprint + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        return False
    return True
