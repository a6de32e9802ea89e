"""Where a law quotes another: its articles between quotation marks open no provision here."""

from collections.abc import Sequence

_OPEN = "«“„"
_CLOSE = "»”"


def ends_of_quotations(lines: Sequence[str]) -> dict[int, int]:
    """For each line that begins with an opening mark, the line where that quotation ends.

    Only quotations of more than one line that end with their line; places count from 0. One pass,
    whatever the text.
    """
    ends: dict[int, int] = {}
    open_lines: list[tuple[int, int]] = []  # place, how deep before it
    depth = 0
    for place, line in enumerate(lines):
        before = depth
        if line[:1] and line[0] in _OPEN:
            open_lines.append((place, before))
        depth += sum(line.count(mark) for mark in _OPEN)
        depth -= sum(line.count(mark) for mark in _CLOSE)
        while open_lines and depth <= open_lines[-1][1]:
            start, _depth = open_lines.pop()
            if start < place and line.rstrip(" .;,")[-1:] in _CLOSE:
                ends[start] = place
        depth = max(depth, 0)
    return ends
