"""Where the parts of a JPEG begin and end (ISO/IEC 10918-1, annex B)."""

from collections.abc import Iterator

_END = 0xD9
_COMMENT = 0xFE
# APP0 says how many points an inch has, APP14 how colours are written: a reader needs both.
_NOTES = {*range(0xE1, 0xEE), 0xEF, _COMMENT}
_WITHOUT_LENGTH = {0x00, 0x01, 0xFF, *range(0xD0, 0xD9)}


def end_of(whole: bytes) -> int:
    """Behind the mark of the end; the length of all when there is none."""
    return next((stop for marker, _, stop in _segments(whole) if marker == _END), len(whole))


def without_notes(whole: bytes) -> bytes:
    """The same picture without what cameras and programs write into it, and nothing behind it."""
    notes = []
    stop = len(whole)
    for marker, start, after in _segments(whole):
        if marker in _NOTES:
            notes.append((start, after))
        elif marker == _END:
            stop = after
            break
    kept, at = [], 0
    for start, after in notes:
        kept.append(whole[at:start])
        at = after
    return b"".join([*kept, whole[at:stop]])


def _segments(whole: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker of each segment, where it starts and where it stops."""
    at = 2
    while at + 2 <= len(whole):
        if whole[at] != 0xFF:  # noqa: PLR2004 the bits of a scan
            at = whole.find(b"\xff", at)
            if at < 0:
                return
            continue
        marker = whole[at + 1]
        if marker == _END:
            yield marker, at, at + 2
            return
        if marker in _WITHOUT_LENGTH:
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        after = at + 2 + int.from_bytes(whole[at + 2 : at + 4])
        yield marker, at, after
        at = after
