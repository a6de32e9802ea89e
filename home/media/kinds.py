"""The kinds of document that editors may publish."""

from dataclasses import dataclass

from published.sound_kinds import SoundKind


@dataclass(frozen=True)
class Kind:
    """A kind: its media type, the ending of its files, and what readers call it."""

    media_type: str
    ending: str
    word: str

    @property
    def is_sound(self) -> bool:
        """Whether it is something to listen to."""
        return self.media_type.startswith("audio/")


PDF = Kind("application/pdf", "pdf", "PDF")
SOUNDS = {
    SoundKind.MP3: Kind(SoundKind.MP3.value, "mp3", "MP3"),
    SoundKind.OGG: Kind(SoundKind.OGG.value, "ogg", "Ogg"),
    SoundKind.M4A: Kind(SoundKind.M4A.value, "m4a", "M4A"),
    SoundKind.AAC: Kind(SoundKind.AAC.value, "aac", "AAC"),
}
KINDS = (PDF, *SOUNDS.values())
WEBP = "image/webp"


def kind_by_type(media_type: str) -> Kind:
    """The kind of a media type. Raises StopIteration for one that is not taken."""
    return next(kind for kind in KINDS if kind.media_type == media_type)


def is_sound(file_name: str) -> bool:
    """Whether a stored document is a recording: its ending was set by us from what it holds."""
    return file_name.endswith(tuple(f".{kind.ending}" for kind in SOUNDS.values()))
