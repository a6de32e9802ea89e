"""The edge to age: the only module that calls pyrage.

Keys cross it as text, since the objects of pyrage show their secret to whoever prints them.
"""

from collections.abc import Sequence
from contextlib import suppress

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from vault.errors import Unopenable
from vault.key_text import KEY_SIZE, read_recipient, read_secret

_ANY_KEY = X25519PrivateKey.from_private_bytes(bytes(KEY_SIZE))


def new_secret() -> str:
    """A new random secret key, as its `AGE-SECRET-KEY-1…` line."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(secret: str) -> str:
    """The `age1…` recipient of an `AGE-SECRET-KEY-1…` line. Raises Unopenable when malformed."""
    return str(_identity(secret).to_public())


def encrypt(plaintext: bytes, *, to: Sequence[str]) -> bytes:
    """A binary age file for these `age1…` recipients.

    Raises ValueError when there is none, or when one of them is no usable X25519 recipient.
    """
    if not to:
        raise ValueError("a piece is sealed to at least one recipient")
    sealed: bytes = pyrage.encrypt(plaintext, [_recipient(text) for text in to])
    return sealed


def decrypt(sealed: bytes, *, secret: str) -> bytes:
    """The plaintext of an age file. Raises Unopenable."""
    identity = _identity(secret)
    with suppress(pyrage.DecryptError):
        plaintext: bytes = pyrage.decrypt(sealed, [identity])
        return plaintext
    raise Unopenable


def _identity(secret: str) -> pyrage.x25519.Identity:
    read_secret(secret)
    return pyrage.x25519.Identity.from_str(secret)


def _recipient(text: str) -> pyrage.x25519.Recipient:
    if _is_low_order(read_recipient(text)):
        raise ValueError("an age recipient that hides nothing")
    return pyrage.x25519.Recipient.from_str(text)


def _is_low_order(point: bytes) -> bool:
    # With such a point every shared secret is zero (RFC 7748, section 6.1), so that anybody could
    # open the piece; and pyrage does not raise on it but panics, past any `except Exception`.
    try:
        _ANY_KEY.exchange(X25519PublicKey.from_public_bytes(point))
    except ValueError:
        return True
    return False
