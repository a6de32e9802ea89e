"""Which kind of recording some bytes are, by what they hold and never by their name."""

from enum import StrEnum

_MP4_BRANDS = frozenset({b"M4A ", b"M4B ", b"isom", b"iso2", b"mp41", b"mp42", b"dash", b"3gp4"})
_LAYER_3 = 0b01
_NO_LAYER = 0b00  # that of AAC in its own frames
_RESERVED = 0b01
_NO_BITRATE = 0b1111
_NO_RATE = 0b11


class SoundKind(StrEnum):
    """What browsers are told that it is."""

    MP3 = "audio/mpeg"
    OGG = "audio/ogg"
    M4A = "audio/mp4"
    AAC = "audio/aac"


def kind_of(data: bytes) -> SoundKind | None:
    """The kind; None for what is none of those that browsers play."""
    if data[:4] == b"OggS":
        return SoundKind.OGG if data[28:36] == b"OpusHead" else None
    if data[4:8] == b"ftyp":
        audio = data[8:12] in _MP4_BRANDS and b"soun" in data and b"vide" not in data
        return SoundKind.M4A if audio else None
    if data[:3] == b"ID3":
        return SoundKind.MP3 if _is_mp3_frame(data[_after_id3(data) :]) else None
    if _is_mp3_frame(data):
        return SoundKind.MP3
    return SoundKind.AAC if _is_aac_frame(data) else None


def _after_id3(data: bytes) -> int:
    """Where the sound begins behind the tag: its size is written with seven bits a byte."""
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _layer(data: bytes) -> int | None:
    """The two bits of the layer, behind the eleven set bits that a frame begins with."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:  # noqa: PLR2004
        return None
    return data[1] >> 1 & 0b11


def _is_mp3_frame(data: bytes) -> bool:
    return (
        _layer(data) == _LAYER_3
        and data[1] >> 3 & 0b11 != _RESERVED
        and data[2] >> 4 != _NO_BITRATE
        and data[2] >> 2 & 0b11 != _NO_RATE
    )


def _is_aac_frame(data: bytes) -> bool:
    return _layer(data) == _NO_LAYER and data[1] & 0xF0 == 0xF0  # noqa: PLR2004
