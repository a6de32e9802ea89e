"""Makes what live pages name, and takes away what none names any more. Done by `work`.

A visitor's request makes nothing: what is not ready yet is not shown.
"""

import fcntl
import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from wagtail.documents.models import Document as StoredDocument
from wagtail.images.models import Image as StoredImage

from home.media.kinds import KINDS
from home.media.manifest import Document, Manifest, Picture, folder, manifest, write
from home.media.references import published_keys
from home.media.renditions import EDITION, renditions_of
from published.files import write_whole

_log = logging.getLogger(__name__)
_SUFFIXES = frozenset({".webp", *(f".{kind.ending}" for kind in KINDS)})


def publish_media() -> None:
    """Makes what is missing, writes the list, and removes the files that it does not name."""
    before = manifest()
    pictures = _each(StoredImage, before.pictures, _picture)
    documents = _each(StoredDocument, before.documents, _document)
    with _alone():
        now = _still_published(Manifest(pictures, documents))
        write(now)
        kept = now.names
        for path in folder().iterdir():
            if path.suffix in _SUFFIXES and path.name not in kept:
                path.unlink(missing_ok=True)


def withdraw(**_signal: Any) -> None:
    """Takes out of the list, once the change is committed, what nothing live names any more."""
    transaction.on_commit(_withdraw)


def _withdraw() -> None:
    with _alone():
        write(_still_published(manifest()))


def _still_published(listed: Manifest) -> Manifest:
    images, documents = published_keys(StoredImage), published_keys(StoredDocument)
    return Manifest(
        {key: entry for key, entry in listed.pictures.items() if key in images},
        {key: entry for key, entry in listed.documents.items() if key in documents},
    )


def _each(model: Any, before: dict[int, Any], make: Callable[[Any, Any], Any]) -> dict[int, Any]:
    """What is made of each row. One that cannot be made is logged, and the others are made."""
    made = {}
    for row in model.objects.filter(pk__in=published_keys(model)).order_by("pk"):
        try:
            made[row.pk] = make(row, before.get(row.pk))
        except Exception:  # noqa: BLE001 whatever a library raises
            _log.exception("%s %s cannot be published", model.__name__, row.pk)
    return made


def _picture(row: Any, before: Picture | None) -> Picture:
    made_of = f"{EDITION} {row.file.name}"
    if before and before.made_of == made_of and _are_there(before.names):
        return before
    with row.file.storage.open(row.file.name) as source:
        made = renditions_of(source)
    for rendition, data in made.items():
        write_whole(folder() / rendition.name, data)
    return Picture(made_of, tuple(made))


def _document(row: Any, before: Document | None) -> Document:
    made_of = row.file.name
    if (
        before
        and (before.made_of, before.title) == (made_of, row.title)
        and _are_there(before.names)
    ):
        return before
    kind = next(kind for kind in KINDS if kind.ending == row.file_extension)
    with row.file.storage.open(row.file.name) as source:
        data = source.read()
    name = f"{hashlib.sha256(data).hexdigest()[:32]}.{kind.ending}"
    write_whole(folder() / name, data)
    return Document(made_of, name, row.title, kind.media_type, len(data))


def _are_there(names: tuple[str, ...]) -> bool:
    return all((folder() / name).exists() for name in names)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time writes the list: the other has read the database before it."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
