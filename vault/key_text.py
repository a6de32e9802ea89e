"""How age writes keys: Bech32, secret keys in capitals (https://age-encryption.org/v1)."""

import bech32

from vault.errors import Unopenable

KEY_SIZE = 32  # bytes, of an X25519 key of either kind (RFC 7748, section 5)

_IDENTITY_PREFIX = "age-secret-key-"
_RECIPIENT_PREFIX = "age"
_LONGEST = 90  # characters, the limit of BIP 173; bounds the work on a text of any length


def write_secret(key: bytes) -> str:
    """The `AGE-SECRET-KEY-1…` line of a raw key. Raises ValueError unless it is 32 bytes."""
    return _write(_IDENTITY_PREFIX, key).upper()


def read_secret(text: str) -> bytes:
    """The raw 32 bytes of an `AGE-SECRET-KEY-1…` line. Raises Unopenable when it is malformed."""
    key = _read(text)
    if key is None or write_secret(key) != text:
        raise Unopenable
    return key


def read_recipient(text: str) -> bytes:
    """The raw 32 bytes of an `age1…` recipient. Raises ValueError when it is malformed."""
    key = _read(text)
    if key is None or _write(_RECIPIENT_PREFIX, key) != text:
        raise ValueError("not an age X25519 recipient")
    return key


def _write(prefix: str, key: bytes) -> str:
    fives = bech32.convertbits(key, 8, 5)
    if fives is None or len(key) != KEY_SIZE:
        raise ValueError(f"an X25519 key has {KEY_SIZE} bytes")
    text: str = bech32.bech32_encode(prefix, fives)
    return text


def _read(text: str) -> bytes | None:
    """The 32 bytes in a Bech32 text of any prefix and case.

    Callers write the key again and compare, so that only the spelling of age itself is taken and
    two keys are the same exactly when their texts are.
    """
    if len(text) > _LONGEST:
        return None
    _, fives = bech32.bech32_decode(text)
    key = None if fives is None else bech32.convertbits(fives, 5, 8, pad=False)
    return bytes(key) if key is not None and len(key) == KEY_SIZE else None
