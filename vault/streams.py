"""Seal and open what is too long for memory: files, of any length (format 2)."""

import json
from collections.abc import Sequence
from typing import BinaryIO

from vault import age
from vault.errors import Unopenable
from vault.identity import Identity
from vault.padding import padded_size
from vault.plaintext import About

__all__ = ["About", "open_stream", "seal_stream"]

_VERSION = 2
_MARK = b"\x80"  # ISO/IEC 7816-4, padding: this byte and then zeros
_ZEROS = bytes(64 * 1024)


def seal_stream(source: BinaryIO, sink: BinaryIO, *, to: Sequence[str], about: About) -> None:
    """Writes a binary age file to the sink: all that the source holds, and what it belongs to.

    Takes a few hundred KiB of memory, however long the source is. Raises ValueError as `seal` does,
    before anything is read or written. What the source or the sink raise comes through as it is;
    what the sink holds by then is no age file.
    """
    age.encrypt_stream(_Wrapped(source, about), sink, to=to)


def open_stream(sealed: BinaryIO, sink: BinaryIO, *, identity: Identity, about: About) -> None:
    """Writes the body to the sink, by the same little memory.

    Raises Unopenable unless all of it was sealed to this identity as exactly this `about`; what the
    two streams raise comes through as it is. The end of a stream vouches for its beginning: when
    this raises, whatever has reached the sink must be thrown away.
    """
    body = _Unwrapped(sink, about)
    age.decrypt_stream(sealed, body, secret=identity.reveal())
    body.finish()


def _header(about: About) -> bytes:
    fields = {"about": dict(about), "v": _VERSION}
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"


class _Wrapped:
    """Reads as the header, the source, the mark and zeros, until all of it is a padded length."""

    def __init__(self, source: BinaryIO, about: About) -> None:
        self._source = source
        self._next = _header(about)
        self._length = len(self._next)
        self._zeros: int | None = None  # how many are still to come; None while the source lasts

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        if not self._next and self._zeros is None:
            self._next = self._from_source(size)
        if not self._next and self._zeros:
            self._next = _ZEROS[: min(self._zeros, size)]
            self._zeros -= len(self._next)
        piece, self._next = self._next[:size], self._next[size:]
        return piece

    def _from_source(self, size: int) -> bytes:
        piece = self._source.read(size)
        self._length += len(piece)
        if not piece:
            piece = _MARK
            self._zeros = padded_size(self._length + 1) - self._length - 1
        return piece


class _Unwrapped:
    """Takes what `_Wrapped` gave and passes the body on.

    A mark and the zeros behind it are held back, since they may be the end; as a number, so that a
    piece which is nothing but zeros takes no memory.
    """

    def __init__(self, sink: BinaryIO, about: About) -> None:
        self._sink = sink
        self._header = _header(about)
        self._length = 0
        self._held = 0  # bytes, of a mark and zeros

    def write(self, piece: bytes) -> int:
        """Takes all of the piece. Raises Unopenable when the header is another."""
        at = self._length
        self._length += len(piece)
        expected = self._header[at : self._length]
        if piece[: len(expected)] != expected:
            raise Unopenable
        self._take(piece[len(expected) :])
        return len(piece)

    def finish(self) -> None:
        """Raises Unopenable unless what came was whole and of the one length it may have."""
        body_end = self._length - self._held
        if not self._held or self._length != padded_size(body_end + 1):
            raise Unopenable

    def _take(self, piece: bytes) -> None:
        before_zeros = piece.rstrip(b"\0")
        if self._held and not before_zeros:
            self._held += len(piece)
            return
        self._let_go()
        if before_zeros.endswith(_MARK):
            self._held = len(piece) - len(before_zeros) + 1
            piece = before_zeros[:-1]
        age.write_all(self._sink, piece)

    def _let_go(self) -> None:
        if self._held:
            age.write_all(self._sink, _MARK)
            for at in range(1, self._held, len(_ZEROS)):
                age.write_all(self._sink, _ZEROS[: self._held - at])
            self._held = 0
