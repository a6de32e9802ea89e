"""Keys from keys (HKDF) and marks under keys (HMAC)."""

import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SIZE = 32  # bytes, of every derived key and every mark
_LENGTH_PREFIX = 8  # bytes


def derive(secret: bytes, label: str, *, pepper: bytes | None = None) -> bytes:
    """A key of 32 bytes for one purpose, named by the label (HKDF-SHA256, RFC 5869).

    The pepper is HKDF's salt: the key of its first HMAC. RFC 5869, section 3.1, has a secret salt
    for the stronger case, and so the key stays unknown unless both secret and pepper are known.
    The secret has to be strong: stretch a password or a code first. Raises ValueError when the
    secret or the pepper is empty, since the key would then be known to everybody.
    """
    if not secret or pepper == b"":
        raise ValueError("a key is not derived from nothing")
    info = b"mahon/" + label.encode()
    return HKDF(SHA256(), length=_SIZE, salt=pepper, info=info).derive(secret)


def mark(key: bytes, *parts: bytes) -> bytes:
    """32 bytes that only a holder of the key can make for these parts (HMAC-SHA256, RFC 2104).

    Each part goes in behind its length, so that no other division into parts gives the same mark.
    Raises ValueError when the key is empty.
    """
    if not key:
        raise ValueError("a mark needs a key")
    told_apart = b"".join(len(part).to_bytes(_LENGTH_PREFIX) + part for part in parts)
    return hmac.digest(key, told_apart, "sha256")


def same_mark(one: bytes, other: bytes) -> bool:
    """Whether two marks are equal, in a time that does not tell how much of them agrees."""
    return hmac.compare_digest(one, other)
