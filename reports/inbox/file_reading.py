"""The files of a tip, opened for a member."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from reports import file_words, sealed_files
from reports.cleaning.kinds import KINDS, Family, Kind
from reports.models import Attachment, Report
from reports.sealed_files import FileAbout
from vault.errors import Unopenable, VaultError
from vault.identity import Identity
from vault.report_keys import ReportKeys

_PIECE = 64 * 1024  # bytes


@dataclass(frozen=True)
class OpenFile:
    """A file as a tip's page shows it. `about` is None when it does not open."""

    id: UUID
    number: int
    on: date
    about: FileAbout | None

    @property
    def family(self) -> Promise | str:
        """What people call it."""
        return file_words.family(self.about.kind) if self.about else ""

    @property
    def shown_as(self) -> str:
        """How the cleaned copy is shown: `photo`, `sound`, `film` or `document`; empty if never."""
        kind = KINDS.get(self.about.cleaned_kind) if self.about else None
        return kind.family.value if kind else ""

    @property
    def removed(self) -> list[Promise]:
        """What the cleaned copy lacks, in words."""
        return file_words.removed(self.about.removed) if self.about else []


def files_of(report: Report, keys: ReportKeys) -> list[OpenFile]:
    """All files of a tip, in the order they came."""
    return [
        OpenFile(row.pk, row.number, row.on, _about(row, keys)) for row in report.attachments.all()
    ]


def _about(attachment: Attachment, keys: ReportKeys) -> FileAbout | None:
    try:
        return sealed_files.open_about(attachment, keys)
    except Unopenable:
        return None


def kind_of_part(about: FileAbout, part: str) -> Kind:
    """The type of the `original` or the `cleaned` part. Raises Unopenable when there is none."""
    kind = KINDS.get(about.cleaned_kind if part == "cleaned" else about.kind)
    if kind is None:
        raise Unopenable
    return kind


def is_shown(kind: Kind) -> bool:
    """Whether a browser shows it without a reader of its own that could run something."""
    return kind.family is not Family.DOCUMENT


def check(attachment: Attachment, about: FileAbout, part: str, *, case: Identity) -> int:
    """The length of a part, read once to its end. Raises Unopenable unless it is what was sent."""
    sink = _Digest()
    sealed_files.open_file(attachment, part, sink, case=case)  # type: ignore[arg-type]
    expected = about.cleaned_sha256 if part == "cleaned" else about.sha256
    if sink.hash.hexdigest() != expected:
        raise Unopenable
    return sink.size


class _Digest:
    """Takes everything and keeps its hash alone."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        """All of it is taken."""
        self.hash.update(piece)
        self.size += len(piece)
        return len(piece)


def pieces(
    attachment: Attachment, part: str, *, case: Identity, start: int = 0, stop: int | None = None
) -> Iterator[bytes]:
    """A part from byte `start` to before `stop`, by a pipe: neither disk nor memory has it whole.

    `check` comes first: when something is wrong only now, the pieces end too early.
    """
    read_end, write_end = os.pipe()
    pouring = threading.Thread(target=_pour, args=(attachment, part, case, write_end))
    pouring.start()
    at = 0
    try:
        with os.fdopen(read_end, "rb", buffering=0) as pipe:
            while (stop is None or at < stop) and (piece := pipe.read(_PIECE)):
                wanted = piece[max(0, start - at) : None if stop is None else stop - at]
                at += len(piece)
                if wanted:
                    yield wanted
    finally:
        pouring.join()


def _pour(attachment: Attachment, part: str, case: Identity, write_end: int) -> None:
    with suppress(VaultError, BrokenPipeError), os.fdopen(write_end, "wb", buffering=0) as pipe:
        sealed_files.open_file(attachment, part, pipe, case=case)


def into_memory(attachment: Attachment, memory: int, *, case: Identity) -> None:
    """Writes the original into an in-memory file. Raises Unopenable."""
    sink = _Handle(memory)
    sealed_files.open_file(attachment, "original", sink, case=case)  # type: ignore[arg-type]


class _Handle:
    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, piece: bytes) -> int:
        return os.write(self._handle, piece)
