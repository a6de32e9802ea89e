"""The edge to age: the only module that calls pyrage.

Keys cross it as text, since the objects of pyrage show their secret to whoever prints them.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

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
    sealed: bytes = pyrage.encrypt(plaintext, _recipients(to))
    return sealed


def decrypt(sealed: bytes, *, secret: str) -> bytes:
    """The plaintext of an age file. Raises Unopenable."""
    # Not by `_identity`: an Identity checked its spelling once, and a search opens thousands.
    with suppress(pyrage.DecryptError, pyrage.IdentityError, UnicodeError):
        identity = pyrage.x25519.Identity.from_str(secret)
        plaintext: bytes = pyrage.decrypt(sealed, [identity])
        return plaintext
    raise Unopenable


class Source(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


class Sink(Protocol):
    """What is written to."""

    def write(self, piece: bytes, /) -> int:
        """How many bytes of the piece were taken."""


def encrypt_stream(source: Source, sink: Sink, *, to: Sequence[str]) -> None:
    """Writes a binary age file of all that the source gives.

    Raises ValueError as `encrypt` does, before anything is read, and what the two streams raise.
    """
    _call(pyrage.encrypt_io, source, sink, _recipients(to))


def decrypt_stream(sealed: Source, sink: Sink, *, secret: str) -> None:
    """Writes the plaintext of an age file, piece by piece, each authenticated; the end comes last.

    Raises Unopenable, also after much was written, and what the two streams raise.
    """
    identity = _identity(secret)
    with suppress(_PyrageError):
        _call(pyrage.decrypt_io, sealed, sink, [identity])
        return
    raise Unopenable


def write_all(sink: Sink, piece: bytes) -> int:
    """Writes the whole piece, however little the sink takes at a time, and gives its length.

    Raises BlockingIOError when the sink takes nothing at all.
    """
    left = piece
    while left:
        taken = sink.write(left)
        if not taken:
            raise BlockingIOError("the sink takes nothing")
        left = left[taken:]
    return len(piece)


class _PyrageError(Exception):
    """pyrage's own fault with what it read."""


class _Guarded:
    """A stream whose errors are kept.

    pyrage makes some of them its own, by their text alone, and says nothing of those in the last
    write of all: a full disk would go unnoticed.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: BaseException | None = None

    def read(self, size: int) -> Any:
        return self._kept(self._stream.read, size)

    def write(self, piece: bytes) -> Any:
        return self._kept(lambda whole: write_all(self._stream, whole), piece)

    def flush(self) -> None:
        """Nothing: whoever opened the sink flushes it."""

    def _kept(self, call: Callable[[Any], Any], argument: object) -> Any:
        try:
            return call(argument)
        except BaseException as error:  # noqa: BLE001 raised again by `_call`
            self.error = error
        raise OSError


def _call(pyrage_io: Callable[..., None], source: Source, sink: Sink, keys: list[Any]) -> None:
    streams = _Guarded(source), _Guarded(sink)
    done = False
    with suppress(pyrage.EncryptError, pyrage.DecryptError, OSError):
        pyrage_io(*streams, keys)
        done = True
    for stream in streams:
        if stream.error is not None:
            # Without the frames it came through: they hold what was being written.
            raise stream.error.with_traceback(None)
    if not done:
        raise _PyrageError


def _identity(secret: str) -> pyrage.x25519.Identity:
    read_secret(secret)
    return pyrage.x25519.Identity.from_str(secret)


def _recipients(to: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    if not to:
        raise ValueError("a piece is sealed to at least one recipient")
    return [_recipient(text) for text in to]


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
