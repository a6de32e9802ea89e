"""The list of pictures and documents that readers get: a file, so that it costs no query."""

import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from published.files import write_whole


@dataclass(frozen=True)
class Rendition:
    """A picture in one size: the name of its file, and its points."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """A picture that readers see, the narrowest rendition first. `made_of` is its source."""

    made_of: str
    renditions: tuple[Rendition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(rendition.name for rendition in self.renditions)


@dataclass(frozen=True)
class Document:
    """A document or recording that readers get. `kind` is its media type; `size` in bytes."""

    made_of: str
    name: str
    title: str
    kind: str
    size: int

    @property
    def names(self) -> tuple[str, ...]:
        """The name of its file."""
        return (self.name,)


@dataclass(frozen=True)
class Manifest:
    """Everything that is published, by the keys of its rows."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, Picture | Document]:
        """What each file belongs to."""
        entries: list[Picture | Document] = [*self.pictures.values(), *self.documents.values()]
        return {name: entry for entry in entries for name in entry.names}


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.PUBLISHED_DIR) / "media"


def manifest() -> Manifest:
    """What is published now; nothing while the file is broken: the worker writes it anew."""
    path = _path()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Manifest()


def write(new: Manifest) -> None:
    """Puts the list there whole."""
    write_whole(_path(), json.dumps(asdict(new), ensure_ascii=False, sort_keys=True))


def _path() -> Path:
    return folder() / "published.json"


@lru_cache(maxsize=1)
def _read(path: Path, _changed_at: int) -> Manifest:
    values: dict[str, dict[str, Any]] = json.loads(path.read_text())
    return Manifest(
        pictures={
            int(key): Picture(
                made_of=value["made_of"],
                renditions=tuple(Rendition(**one) for one in value["renditions"]),
            )
            for key, value in values["pictures"].items()
        },
        documents={int(key): Document(**value) for key, value in values["documents"].items()},
    )
