"""What a file is, by its first bytes alone: a name or a declared type may say anything."""

from dataclasses import dataclass
from enum import StrEnum

HEAD = 4096  # bytes that are looked at


class Family(StrEnum):
    """What people call it."""

    PHOTO = "photo"
    SOUND = "sound"
    FILM = "film"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Kind:
    """One of the types that are taken. `muxer` is ffmpeg's name of the container."""

    code: str
    family: Family
    media_type: str
    ending: str
    muxer: str = ""
    demuxer: str = ""


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("jpeg", Family.PHOTO, "image/jpeg", "jpg"),
        Kind("png", Family.PHOTO, "image/png", "png"),
        Kind("webp", Family.PHOTO, "image/webp", "webp"),
        Kind("gif", Family.PHOTO, "image/gif", "gif"),
        Kind("heif", Family.PHOTO, "image/heic", "heic"),
        Kind("avif", Family.PHOTO, "image/avif", "avif"),
        Kind("pdf", Family.DOCUMENT, "application/pdf", "pdf"),
        Kind("mp4", Family.FILM, "video/mp4", "mp4", "mp4", "mov"),
        Kind("mov", Family.FILM, "video/quicktime", "mov", "mov", "mov"),
        Kind("3gp", Family.FILM, "video/3gpp", "3gp", "3gp", "mov"),
        Kind("webm", Family.FILM, "video/webm", "webm", "webm", "matroska"),
        Kind("mkv", Family.FILM, "video/x-matroska", "mkv", "matroska", "matroska"),
        Kind("weba", Family.SOUND, "audio/webm", "weba", "webm", "matroska"),
        Kind("m4a", Family.SOUND, "audio/mp4", "m4a", "ipod", "mov"),
        Kind("aac", Family.SOUND, "audio/aac", "aac", "adts", "aac"),
        Kind("mp3", Family.SOUND, "audio/mpeg", "mp3", "mp3", "mp3"),
        Kind("ogg", Family.SOUND, "audio/ogg", "ogg", "ogg", "ogg"),
        Kind("wav", Family.SOUND, "audio/wav", "wav", "wav", "wav"),
        Kind("amr", Family.SOUND, "audio/amr", "amr", "amr", "amr"),
    )
}

_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"OggS\x00", "ogg"),
    (b"#!AMR\n", "amr"),
    (b"#!AMR-WB\n", "amr"),
    (b"ID3", "mp3"),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wav"}
# ISO/IEC 14496-12, section 4.3: a file says its brand in its first box.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"), "heif"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"M4A ", b"M4B "), "m4a"),
    b"qt  ": "mov",
}
_FILM_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ")
_MORE_FILM_BRANDS = (b"MSNV", b"dash", b"mmp4", b"f4v ", b"M4VH", b"M4VP")
_OLD_MOVIE_BOXES = (b"moov", b"mdat", b"wide")
_EBML = b"\x1aE\xdf\xa3"


def kind_of(head: bytes) -> Kind | None:
    """The type of a file that begins so; None for what is not taken."""
    code = next((code for start, code in _STARTS if head.startswith(start)), None)
    code = code or _riff(head) or _boxes(head) or _matroska(head) or _frames(head)
    return KINDS[code] if code else None


def _riff(head: bytes) -> str | None:
    return _RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None


def _boxes(head: bytes) -> str | None:
    box, brand = head[4:8], head[8:12]
    if box in _OLD_MOVIE_BOXES:
        return "mov"
    if box != b"ftyp":
        return None
    if brand in _FILM_BRANDS or brand in _MORE_FILM_BRANDS:
        return "m4a" if _is_sound_alone(head) else "mp4"
    if brand.startswith((b"3gp", b"3g2", b"3ge")):
        return "3gp"
    if brand == b"mif1" and b"avif" in head[16 : int.from_bytes(head[:4])]:
        return "avif"
    return _BRANDS.get(brand)


def _is_sound_alone(head: bytes) -> bool:
    """Whether the index lies whole in the beginning, and names sound and no pictures."""
    at = head.find(b"moov") - 4
    index = head[at : at + int.from_bytes(head[at : at + 4])] if at > 0 else b""
    whole = len(index) > 0 and len(index) == int.from_bytes(index[:4])
    return whole and b"soun" in index and b"vide" not in index


def _matroska(head: bytes) -> str | None:
    if not head.startswith(_EBML):
        return None
    if b"webm" in head[:64]:
        # What browsers record in a page: one track of Opus.
        return "weba" if b"A_OPUS" in head and b"V_" not in head else "webm"
    return "mkv" if b"matroska" in head[:64] else None


def _frames(head: bytes) -> str | None:
    """MP3 and AAC begin with the bits of their first frame (ISO/IEC 11172-3 and 13818-7)."""
    if len(head) < len(b"\xff\xfb\x90") or head[0] != 0xFF:  # noqa: PLR2004
        return None
    if head[1] & 0xF6 == 0xF0:  # noqa: PLR2004 layer 00: AAC's
        return "aac"
    is_frame = head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08  # noqa: PLR2004 layer III
    has_rates = head[2] & 0xF0 not in {0x00, 0xF0} and head[2] & 0x0C != 0x0C  # noqa: PLR2004
    return "mp3" if is_frame and has_rates else None
