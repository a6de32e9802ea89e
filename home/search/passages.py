"""The words around a hit, with what was looked for marked."""

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from home.search.folding import APOSTROPHES

_BEFORE = 80  # characters before the first word that was found
_LENGTH = 240  # characters of a passage
_SHORTEST_BEGINNING = 3  # letters, as in the index
_ARTICLE = re.compile(r"^art(\d+)([a-z]?)$")
_ARTICLE_WORDS = r"(?:art(?:s|igos?|igu|icles?|ikel)?|pasal)\b[.\sº]*"
_LAST_LATIN = 0x1EFF
_ENDS = ".,;:!?…·”»"


def passage(text: str, words: Iterable[str]) -> SafeString:
    """The part of a text where the words stand first, as HTML with `<mark>`.

    Where none of them stands, the beginning. The text is escaped, whatever it holds.
    """
    pattern = _pattern(tuple(words))
    found = pattern.search(text) if pattern else None
    start = _word_start(text, max(0, found.start() - _BEFORE)) if found else 0
    end = _word_end(text, start + _LENGTH)
    cut = marked(_in_one_line(text[start:end]), words)
    return SafeString(f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}")


def marked(text: str, words: Iterable[str]) -> SafeString:
    """A text as HTML, with `<mark>` around the words that were looked for."""
    pattern = _pattern(tuple(words))
    if pattern is None:
        return escape(text)
    pieces: list[str] = []
    at = 0
    for found in pattern.finditer(text):
        pieces += [escape(text[at : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        at = found.end()
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 all pieces are escaped


def _in_one_line(text: str) -> str:
    """Lines behind each other; a heading or a member of a list ends with a dot in the middle."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    said = [line for line in lines if line]
    ended = [line if line[-1] in _ENDS else f"{line} ·" for line in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 60, at)
    return space if space > 0 else at


def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds folded words in a text that is not folded."""
    if not words:
        return None
    parts = [_of_word(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})", re.IGNORECASE)


def _of_word(word: str) -> str:
    article = _ARTICLE.match(word)
    if article:
        letter = rf"\s?[-‑–]\s?{article[2]}" if article[2] else ""
        return rf"{_ARTICLE_WORDS}{article[1]}(?!\d)(?:\.?[ºo°])?{letter}"
    apart = f"[{re.escape(APOSTROPHES)}]?"
    letters = apart.join(_letter(letter) for letter in word)
    beginning = len(word) >= _SHORTEST_BEGINNING and word.isalpha()
    return letters + (rf"[\w{re.escape(APOSTROPHES)}]*" if beginning else r"(?!\w)")


def _letter(letter: str) -> str:
    return f"[{re.escape(letter)}{_variants().get(letter, '')}]"


@cache
def _variants() -> dict[str, str]:
    """The letters with accents that fold to each letter."""
    found: dict[str, str] = defaultdict(str)
    for number in range(0x80, min(_LAST_LATIN, sys.maxunicode)):
        character = chr(number)
        base = unicodedata.normalize("NFKD", character.casefold())[:1]
        if character.isalpha() and base.isascii() and base.isalpha():
            found[base] += character
    return dict(found)
