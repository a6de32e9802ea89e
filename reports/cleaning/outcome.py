"""What can become of a file that is cleaned."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a file is refused, or was kept as it came."""

    # Refused: nothing of it stays.
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TWO_IN_ONE = "two_in_one"
    TOO_MANY_PIXELS = "too_many_pixels"
    # Kept as it came.
    TOO_LARGE = "too_large"
    BUSY = "busy"
    LOCKED = "locked"
    TIME = "time"
    MEMORY = "memory"
    DIED = "died"


class Removed(StrEnum):
    """What a cleaned copy lacks."""

    PLACE = "place"
    DEVICE = "device"
    TIME = "time"
    AUTHOR = "author"
    THUMBNAIL = "thumbnail"
    ATTACHMENTS = "attachments"
    SCRIPTS = "scripts"
    HIDDEN_END = "hidden_end"
    OTHER = "other"


@dataclass(frozen=True)
class Cleaned:
    """A cleaned copy in an in-memory file, which the receiver closes."""

    memory: int
    size: int
    kind: str
    removed: tuple[Removed, ...]


@dataclass(frozen=True)
class Refused:
    """Not what it says it is, or hostile: it is not kept."""

    why: Why


@dataclass(frozen=True)
class NotCleaned:
    """Kept as it came: it could not be cleaned just now."""

    why: Why


Outcome = Cleaned | Refused | NotCleaned
