"""What changed in an article from one version to the next, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from committee_pages.law.naming import marker
from committee_pages.law.reading import Place

_MOST_WORDS = 3_000
_WORDS = re.compile(r"\S+[^\S\n]*|[^\S\n]+|\n")


def lines_of(place: Place, language: str) -> str:
    """Heading, text and numbers of an article, a line for each."""
    lines: list[str] = []
    for below in place.walk():
        words = below.words.get(language)
        if not words:
            continue
        number = "" if below is place or not below.number else marker(below.kind, below.number)
        said = [part for part in (words.heading, words.text) if part]
        lines += [f"{number} {part}".strip() for part in said]
    return "\n".join(lines)


def changes(before: str, after: str) -> SafeString | None:
    """Both texts in one, with `<del>` and `<ins>`; None when they are the same.

    Texts too long to be compared word by word are shown one after the other.
    """
    if before == after:
        return None
    old, new = (_WORDS.findall(text) for text in (before, after))
    if len(old) + len(new) > _MOST_WORDS:
        return _joined([_wrapped("del", [before]), _wrapped("ins", [after])])
    parts: list[SafeString] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            parts.append(_wrapped("", old[start:end]))
        else:
            parts += [_wrapped("del", old[start:end]), _wrapped("ins", new[new_start:new_end])]
    return _joined(parts)


def _wrapped(tag: str, words: list[str]) -> SafeString:
    """The words, each line in the tag on its own, so that no tag runs over a line's end."""
    pattern = mark_safe(f"<{tag}>{{}}</{tag}>" if tag else "{}")  # noqa: S308 a tag of ours
    return _break(
        [
            format_html(pattern if line.strip() else "{}", line)
            for line in "".join(words).split("\n")
        ]
    )


def _break(lines: list[SafeString]) -> SafeString:
    return mark_safe("<br>".join(lines))  # noqa: S308 the lines are escaped


def _joined(parts: list[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 the parts are escaped
