"""Taking a file of a sender in: sealed as it arrives, looked at in memory, cleaned, stored."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from reports import sealed_files, seals
from reports.cleaning.kinds import HEAD, kind_of
from reports.cleaning.outcome import Cleaned, NotCleaned, Outcome, Refused, Why
from reports.cleaning.parent import clean, memory_file, suspicion
from reports.intake import file_store, store
from reports.intake.file_store import TooManyFiles
from reports.intake.services import check_recipient
from reports.sealed_files import FileAbout
from vault.derive import mark
from vault.identity import Identity
from vault.receipts import SenderKeys

_LONGEST_NAME = 200  # characters


class EmptyFile(Exception):
    """No file was chosen, or one with nothing in it."""


class RefusedFile(Exception):
    """The file is not taken, and nothing of it was kept. `why` says for what."""

    def __init__(self, why: Why) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True)
class AddedFile:
    """What a page says of a file that is with the tip. `state` as `sealed_files.FileAbout` has."""

    id: str
    kind: str
    size: int
    state: str
    removed: list[str] = field(default_factory=list)


class Source(Protocol):
    """The file as it comes."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


@dataclass(frozen=True)
class _Place:
    """Where a file goes: whose it is and what it is sealed to."""

    report: UUID
    attachment: UUID
    recipient: str
    thread: Identity

    def seal(self, source: Any, sink: Any, part: str) -> None:
        sealed_files.seal_file(
            source,
            sink,
            report=self.report,
            attachment=self.attachment,
            part=part,
            recipient=self.recipient,
        )


def add_file(keys: SenderKeys, *, source: Source, name: str, once: str) -> AddedFile:
    """Takes a file to the tip, once per page.

    Raises EmptyFile, RefusedFile, TooManyFiles and what the source raises: then nothing was kept.
    Raises store.Gone when there is no such tip any more, store.Withdrawn, UntrustedRecipient.
    """
    place = _place(keys)
    if not file_store.has_room(place.report):
        raise TooManyFiles
    with _Watched.of(source) as watched, sealed_files.nameless_file() as sealed:
        place.seal(watched, sealed, "original")
        if not watched.size:
            raise EmptyFile
        outcome = watched.cleaned()
        if isinstance(outcome, Refused):
            raise RefusedFile(outcome.why)
        try:
            about = _about(watched, outcome, name)
            original = sealed_files.store(sealed)
            cleaned = _store_cleaned(place, outcome, original)
        finally:
            if isinstance(outcome, Cleaned):
                os.close(outcome.memory)
    once_mark = mark(keys.marking, b"file", once.encode(), bytes.fromhex(about.sha256))
    return _save(place, about, original, cleaned, once_mark)


def _place(keys: SenderKeys) -> _Place:
    tip = store.find_tip(keys.lookup)
    if tip is None:
        raise store.Gone
    check_recipient(keys, tip)
    thread = seals.open_thread(tip.sealed_thread, report=tip.report, identity=keys.identity)
    return _Place(tip.report, uuid.uuid4(), tip.case_recipient, thread)


def _about(watched: "_Watched", outcome: Outcome, name: str) -> FileAbout:
    kind = kind_of(watched.head)
    as_it_came = FileAbout(
        kind=kind.code if kind else "",
        name="".join(sign for sign in name if sign.isprintable())[:_LONGEST_NAME],
        size=watched.size,
        sha256=watched.hash.hexdigest(),
        state="" if isinstance(outcome, Cleaned) else outcome.why.value,
    )
    if not isinstance(outcome, Cleaned):
        return as_it_came
    with os.fdopen(os.dup(outcome.memory), "rb") as copy:
        copy.seek(0)
        digest = hashlib.file_digest(copy, "sha256").hexdigest()
    return replace(
        as_it_came,
        state="cleaned",
        removed=[code.value for code in outcome.removed],
        cleaned_kind=outcome.kind,
        cleaned_size=outcome.size,
        cleaned_sha256=digest,
    )


def _store_cleaned(place: _Place, outcome: Outcome, original: str) -> str:
    """The name of the stored copy. When it cannot be stored, the original does not stay either."""
    if not isinstance(outcome, Cleaned):
        return ""
    with os.fdopen(os.dup(outcome.memory), "rb") as copy, sealed_files.nameless_file() as sealed:
        copy.seek(0)
        try:
            place.seal(copy, sealed, "cleaned")
            return sealed_files.store(sealed)
        except BaseException:
            sealed_files.forget(original)
            raise


def _save(
    place: _Place, about: FileAbout, original: str, cleaned: str, once_mark: bytes
) -> AddedFile:
    sealed_about = sealed_files.seal_about(
        about,
        report=place.report,
        attachment=place.attachment,
        recipient=place.recipient,
        thread=place.thread,
    )
    new = file_store.NewFile(
        attachment=place.attachment,
        report=place.report,
        on=timezone.localdate(),
        sealed_about=sealed_about,
        original=original,
        cleaned=cleaned,
        mark=once_mark,
    )
    saved = None
    try:
        saved = file_store.save_file(new)
    finally:
        if saved != place.attachment:  # it was there already, or could not be saved
            sealed_files.forget(original, cleaned)
    return AddedFile(str(saved), about.kind, about.size, about.state, about.removed)


def delete_file(keys: SenderKeys, attachment: UUID) -> None:
    """Deletes a file of the sender's tip for good. One that is gone is no fault."""
    tip = store.find_tip(keys.lookup)
    if tip is None:
        raise store.Gone
    sealed_files.forget(*file_store.remove_file(tip.report, attachment))


class _Watched:
    """The source, with its first bytes, its length and its hash; whole in memory if it is small."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._memory: int | None = memory_file()
        self.head = b""
        self.size = 0
        self.hash = hashlib.sha256()

    @classmethod
    @contextmanager
    def of(cls, source: Source) -> "Iterator[_Watched]":
        """Its memory is given back at the end of the block."""
        watched = cls(source)
        try:
            yield watched
        finally:
            watched._forget()

    def read(self, size: int) -> bytes:
        piece = self._source.read(size)
        self.size += len(piece)
        self.hash.update(piece)
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]
        if self._memory is not None:
            if self.size > settings.CLEAN_LIMIT:
                self._forget()
            else:
                _write_whole(self._memory, piece)
        return piece

    def cleaned(self) -> Outcome:
        """What cleaning makes of it."""
        if self._memory is not None:
            return clean(self._memory)
        why = suspicion(self.head)
        return Refused(why) if why else NotCleaned(Why.TOO_LARGE)

    def _forget(self) -> None:
        if self._memory is not None:
            os.close(self._memory)
            self._memory = None


def _write_whole(handle: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(handle, left) :]
