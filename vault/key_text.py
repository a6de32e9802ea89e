"""How age writes keys: Bech32, secret keys in capitals (https://age-encryption.org/v1).

Bech32 is BIP 173's. Ours, since every sealed piece that is opened reads a key: the reference code
of the BIP takes longer for that than X25519 does for opening the piece, and a search opens
thousands (docs/decisions/0046-cards-opened-by-the-thousand.md).
"""

import base64
from collections.abc import Iterable
from functools import cache, reduce
from operator import xor

from vault.errors import Unopenable

KEY_SIZE = 32  # bytes, of an X25519 key of either kind (RFC 7748, section 5)

_IDENTITY_PREFIX = "age-secret-key-"
_RECIPIENT_PREFIX = "age"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # BIP 173, each stands for five bits
_RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_LETTERS = str.maketrans(_RFC_4648, _LETTERS)
_FROM_LETTERS = str.maketrans(_LETTERS, _RFC_4648)
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_PADDING = "===="  # what RFC 4648 adds to the 52 letters of 32 bytes
_BODY, _CHECK = 52, 6  # letters
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
# What each five bits that leave the top of the remainder put back into it.
_FOLDED = tuple(
    reduce(xor, (term for bit, term in enumerate(_GENERATOR) if top >> bit & 1), 0)
    for top in range(32)
)


def write_secret(key: bytes) -> str:
    """The `AGE-SECRET-KEY-1…` line of a raw key. Raises ValueError unless it is 32 bytes."""
    return _write(_IDENTITY_PREFIX, key).upper()


def read_secret(text: str) -> bytes:
    """The raw 32 bytes of an `AGE-SECRET-KEY-1…` line. Raises Unopenable when it is malformed."""
    key = _read(_IDENTITY_PREFIX, text.lower())
    if key is None or write_secret(key) != text:
        raise Unopenable
    return key


def read_recipient(text: str) -> bytes:
    """The raw 32 bytes of an `age1…` recipient. Raises ValueError when it is malformed."""
    key = _read(_RECIPIENT_PREFIX, text)
    if key is None or _write(_RECIPIENT_PREFIX, key) != text:
        raise ValueError("not an age X25519 recipient")
    return key


def _write(prefix: str, key: bytes) -> str:
    if len(key) != KEY_SIZE:
        raise ValueError(f"an X25519 key has {KEY_SIZE} bytes")
    body = base64.b32encode(key).decode().rstrip("=").translate(_TO_LETTERS)
    values = [_VALUES[letter] for letter in body]
    remainder = _remainder((*values, *[0] * _CHECK), after=_after(prefix)) ^ 1
    check = "".join(_LETTERS[remainder >> shift & 31] for shift in range(25, -1, -5))
    return f"{prefix}1{body}{check}"


def _read(prefix: str, text: str) -> bytes | None:
    """The 32 bytes in a text of the right prefix, length and letters.

    Callers write the key again and compare, so that the check letters are right, only the spelling
    of age itself is taken, and two keys are the same exactly when their texts are.
    """
    start = len(prefix) + 1
    body = text[start : start + _BODY]
    if len(text) != start + _BODY + _CHECK or not _VALUES.keys() >= set(body):
        return None
    return base64.b32decode(body.translate(_FROM_LETTERS) + _PADDING)


@cache
def _after(prefix: str) -> int:
    """The remainder after one of our two prefixes."""
    return _remainder((*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)), after=1)


def _remainder(values: Iterable[int], *, after: int) -> int:
    """The remainder of the BCH code of BIP 173."""
    left = after
    for value in values:
        left = (left & 0x1FFFFFF) << 5 ^ value ^ _FOLDED[left >> 25]
    return left
