"""Parts of a file, as browsers ask for them (RFC 9110, section 14).

Safari plays nothing from a server that does not answer with parts.
"""

import re

_RANGE = re.compile(r"bytes=(\d{0,9})-(\d{0,9})")


def part_asked(asked: str, size: int) -> range | None:
    """The bytes that a browser asks for; None for all, also for what makes no sense."""
    found = _RANGE.fullmatch(asked)
    if found is None:
        return None
    first, last = found.groups()
    if first:
        part = range(int(first), min(int(last) + 1, size) if last else size)
    else:
        part = range(max(size - int(last or 0), 0), size)
    return part or None


def content_range(part: range, size: int) -> str:
    """What the answer says about the part that it is."""
    return f"bytes {part.start}-{part.stop - 1}/{size}"
