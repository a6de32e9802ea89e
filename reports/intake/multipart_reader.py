"""Reads a form with a file piece by piece, as it comes from the network.

Django's own reader writes files to the disk or keeps them in memory, in clear. This one hands the
file on as it arrives: to whoever asks for the next bytes.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from multipart import MultipartError, MultipartSegment, PushMultipartParser

PIECE = 64 * 1024  # bytes
_LONGEST_FIELD = 64 * 1024  # bytes
_MOST_PARTS = 16


class Source(Protocol):
    """The body of a request."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


class BrokenUpload(Exception):
    """The body ended too early, came too slowly, or is no form."""


class TooLong(Exception):
    """The file has more bytes than it may have."""


class MultipartReader:
    """The fields of a form up to its file, and then the file.

    The fields have to come first: what comes behind the file is not looked at.
    """

    def __init__(
        self,
        source: Source,
        *,
        boundary: str,
        length: int,
        limit: int,
        deadline: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._parser = PushMultipartParser(boundary, length, max_segment_count=_MOST_PARTS)
        self._left = length
        self._limit = limit  # bytes of the file
        self._deadline = deadline
        self._clock = clock
        self._events: deque[MultipartSegment | bytes | None] = deque()
        self._file_ended = True
        self.fields: dict[str, str] = {}
        self.filename = ""
        self.size = 0
        """Bytes of the file that were read."""

    @property
    def left(self) -> int:
        """Bytes of the body that are still to come."""
        return self._left

    def read_fields(self) -> None:
        """Reads up to the file. Raises BrokenUpload."""
        name, value = "", b""
        while True:
            try:
                event = self._next()
            except BrokenUpload:
                if self._left > 0 or not self.fields:
                    raise
                return  # a whole form without a file
            if isinstance(event, MultipartSegment):
                if event.filename is not None:
                    self.filename = event.filename
                    self._file_ended = False
                    return
                name, value = event.name or "", b""
            elif event is not None:
                value += event
                if len(value) > _LONGEST_FIELD:
                    raise BrokenUpload
            else:
                self.fields[name] = value.decode(errors="replace")

    def read(self, size: int) -> bytes:
        """Up to `size` bytes of the file; none at its end. Raises BrokenUpload and TooLong."""
        if self._file_ended:
            return b""
        event = self._next()
        if not isinstance(event, bytes | bytearray):
            if event is not None:
                raise BrokenUpload
            self._file_ended = True
            return b""
        piece = bytes(event[:size])
        if len(event) > size:
            self._events.appendleft(event[size:])
        self.size += len(piece)
        if self.size > self._limit:
            raise TooLong
        return piece

    def drain(self, most: int) -> None:
        """Reads what is left and throws it away, up to so many bytes, so that a browser listens."""
        while self._left > 0 and most > 0:
            try:
                most -= len(self._receive())
            except BrokenUpload:
                return

    def _next(self) -> MultipartSegment | bytes | None:
        """The next event. Raises BrokenUpload at the end of the body."""
        while not self._events:
            piece = self._receive()
            try:
                self._events.extend(self._parser.parse(piece))
            except MultipartError:
                raise BrokenUpload from None
        return self._events.popleft()

    def _receive(self) -> bytes:
        if self._clock() > self._deadline:
            raise BrokenUpload
        try:
            piece = self._source.read(min(PIECE, self._left))
        except OSError:
            raise BrokenUpload from None
        if not piece:
            raise BrokenUpload
        self._left -= len(piece)
        return piece
