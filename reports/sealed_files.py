"""The files of tips: what each is sealed to, what each says it belongs to, and where it lies."""

import contextlib
import json
import os
import tempfile
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from reports.models import Attachment, Report
from reports.seals import About, encode
from vault.errors import Unopenable
from vault.identity import Identity
from vault.report_keys import ReportKeys, mark_body, marked_body
from vault.sealing import open_sealed, seal
from vault.streams import open_stream, seal_stream

FOLDER = "sealed"
_ORPHAN_AGE = timedelta(hours=12)


@dataclass(frozen=True)
class FileAbout:
    """What a file is. `state` is `cleaned`, or why it was kept as it came (`outcome.Why`)."""

    kind: str
    name: str
    size: int
    sha256: str
    state: str
    removed: list[str] = field(default_factory=list)
    cleaned_kind: str = ""
    cleaned_size: int = 0
    cleaned_sha256: str = ""


def _about(report: UUID, attachment: UUID, part: str) -> About:
    return {"file": str(attachment), "kind": "file", "part": part, "report": str(report)}


def seal_about(
    about: FileAbout, *, report: UUID, attachment: UUID, recipient: str, thread: Identity
) -> bytes:
    """What a file is, sealed to the case and marked as what the sender wrote is."""
    belongs = _about(report, attachment, "about")
    body = mark_body(encode(asdict(about)), key=thread, about=belongs)
    return seal(body, to=[recipient], about=belongs)


def open_about(attachment: Attachment, keys: ReportKeys) -> FileAbout:
    """What a file is. Raises Unopenable, also when somebody else put it there."""
    belongs = _about(attachment.report_id, attachment.pk, "about")
    marked = open_sealed(bytes(attachment.sealed_about), identity=keys.case, about=belongs)
    said: dict[str, Any] = json.loads(marked_body(marked, key=keys.thread, about=belongs))
    return FileAbout(**said)


def seal_file(
    source: BinaryIO, sink: IO[bytes], *, report: UUID, attachment: UUID, part: str, recipient: str
) -> None:
    """Seals all that the source gives, as the `original` or the `cleaned` part of a file."""
    belongs = _about(report, attachment, part)
    seal_stream(source, sink, to=[recipient], about=belongs)  # type: ignore[arg-type]


def open_file(attachment: Attachment, part: str, sink: BinaryIO, *, case: Identity) -> None:
    """Writes the `original` or the `cleaned` part to the sink.

    Raises Unopenable, also when it is not in the storage: then throw away what was written.
    """
    name = attachment.cleaned if part == "cleaned" else attachment.original
    try:
        stored = default_storage.open(name)
    except OSError:
        raise Unopenable from None
    with stored:
        belongs = _about(attachment.report_id, attachment.pk, part)
        open_stream(stored, sink, identity=case, about=belongs)  # type: ignore[arg-type]


def nameless_file() -> IO[bytes]:
    """A file for sealed bytes that has no name and is gone when its process is."""
    folder = Path(settings.RUN_DIR) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder)


def store(sealed: IO[bytes]) -> str:
    """Puts sealed bytes into the storage for good, and gives their random name."""
    sealed.seek(0)
    random = uuid.uuid4().hex
    name = str(default_storage.save(f"{FOLDER}/{random[:2]}/{random}", File(sealed)))
    # An object store has no such path, and keeps what it has acknowledged.
    with contextlib.suppress(NotImplementedError):
        _keep_for_good(Path(default_storage.path(name)))
    return name


def _keep_for_good(path: Path) -> None:
    """On the disk, not only in its cache; and a backup sees the day and not the minute."""
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    os.utime(path, (day, day))
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def forget(*names: str) -> None:
    """Deletes objects of the storage. What is not there is no fault."""
    for name in filter(None, names):
        default_storage.delete(name)


def delete_files(report: UUID) -> None:
    """Deletes all files of a tip, rows first: the job that deletes a tip calls it before it does.

    What lies in the storage goes when the transaction is committed; what a kill in between leaves
    there is swept by `forget_orphans`.
    """
    with transaction.atomic():
        Report.objects.select_for_update().filter(pk=report).first()
        rows = Attachment.objects.filter(report_id=report)
        names = [name for row in rows.values_list("original", "cleaned") for name in row]
        rows.delete()
        Report.objects.filter(pk=report).update(files=0)
        transaction.on_commit(lambda: forget(*names))


def forget_orphans() -> None:
    """Deletes stored objects without a row: of uploads that were cut off before their row.

    Only those older than half a day: a younger one may be waiting for its row this very moment.
    """
    used = {
        name
        for row in Attachment.objects.values_list("original", "cleaned")
        for name in row
        if name
    }
    latest = timezone.now() - _ORPHAN_AGE
    for name in _stored():
        if name not in used and _made_at(name) < latest:
            default_storage.delete(name)


def _stored() -> list[str]:
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return []
    return [
        f"{FOLDER}/{folder}/{name}"
        for folder in folders
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]
    ]


def _made_at(name: str) -> Any:
    try:
        return default_storage.get_created_time(name)
    except NotImplementedError:
        return default_storage.get_modified_time(name)
