"""Which lines under "Artigo 5.º" or "CAPÍTULO II" are its heading, and what a heading leaves."""

import re
from collections.abc import Sequence

from committee_pages.law.parsing.drafts import is_finished
from committee_pages.law.parsing.marks import mark_of

_REVOKED = re.compile(
    r"[(\[]? ?(?:revogad[oa]s?|revogadu|eliminad[oa]|hasai tiha)\b[^\n]{0,200}", re.IGNORECASE
)
_LONGEST = 200  # characters of a heading
_MOST_LINES = 3


def is_revoked(words: str) -> bool:
    """Whether words say that the article is revoked, and are no heading."""
    return bool(_REVOKED.fullmatch(words))


def bare(heading: str) -> str:
    """A heading without the brackets around it and the dash before it."""
    heading = heading.strip(" -–—")
    if heading[:1] + heading[-1:] in {"()", "[]"}:
        inner = heading[1:-1]
        if not set(inner) & set("()[]"):
            heading = inner.strip()
    return heading


def lines_of_article_heading(lines: Sequence[str]) -> int:
    """How many of the lines after an article's number are its heading; 0 for none.

    In brackets: up to the closing one. Else: short, without a full stop, and followed by a number,
    a letter, a gap or a line that begins with a capital.
    """
    if not lines or not lines[0] or is_revoked(lines[0]):
        return 0
    if lines[0][0] in "([":
        return _to_closing_bracket(lines)
    if not _can_be_heading(lines[0]):
        return 0
    count = 1
    while (
        count < min(len(lines), _MOST_LINES)
        and lines[count][:1].islower()
        and _can_go_on(lines[count])
    ):
        count += 1
    following = lines[count] if count < len(lines) else ""
    return 0 if following[:1].islower() and mark_of(following) is None else count


def lines_of_division_heading(lines: Sequence[str]) -> int:
    """How many of the lines after a chapter's number are its heading, up to a blank one."""
    count = 0
    for line in lines[:_MOST_LINES]:
        if not line or len(line) > _LONGEST or mark_of(line) is not None:
            break
        if count and not _goes_on_from(lines[count - 1], line):
            break
        count += 1
    return count


def _to_closing_bracket(lines: Sequence[str]) -> int:
    for count, line in enumerate(lines[:_MOST_LINES], start=1):
        if not line or (count > 1 and mark_of(line) is not None):
            return 0
        if line.rstrip(" .")[-1:] in (")", "]"):
            return count
    return 0


def _can_be_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST
        and not line[0].islower()
        and mark_of(line) is None
        and not is_finished(line)
    )


def _can_go_on(line: str) -> bool:
    return len(line) <= _LONGEST and mark_of(line) is None and not is_finished(line)


def _goes_on_from(before: str, line: str) -> bool:
    """Capitals go on with capitals, small letters with anything."""
    return line[:1].islower() or (before.isupper() and line.isupper())
