"""Words as they are compared: without case, accents, apostrophes and signs.

The same folding is done to what is indexed and to what is asked, so that no database needs to know
about Tetum apostrophes or Portuguese ordinals.
"""

import re
import unicodedata

LONGEST_WORD = 40  # characters. PostgreSQL refuses words of more than 2 kB
APOSTROPHES = "'’‘ʼʻ`´＇"

_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
_NUMBER_SIGN = re.compile(r"\bn(?:\.\s?[ºo°]|[º°]|r\.?)\.?\s*(?=\d)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)\.?\s?[ºª°]")
_REFERENCE = re.compile(
    r"\b(?:art|arts|artigos?|artigu|articles?|artikel|pasal)\b[.\s]*(\d{1,5})(?:\.?o\b)?"
    r"(?:\s?[-‑–]\s?([a-z])\b)?"
)


def clean(text: str) -> str:
    """A text as it can be stored and shown: composed, without NUL, lone surrogates and controls.

    Marks that turn the direction of writing go, too: they would turn the page around the passage.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else " " for c in composed)


def fold(text: str) -> str:
    """The words of a text, folded, with one space between them.

    A reference to an article keeps its words and adds one of its own: `Artigo 163.º` gives
    `artigo 163 art163`, so that "art. 163" leads there.
    """
    plain = _plain(text)
    return _words(_REFERENCE.sub(lambda found: f"{found[0]} {_article(found)} ", plain))


def fold_query(text: str) -> list[str]:
    """The words of a query, folded, each once. A reference to an article is one word."""
    plain = _plain(text)
    folded = _words(_REFERENCE.sub(lambda found: f" {_article(found)} ", plain))
    return list(dict.fromkeys(folded.split()))


def _plain(text: str) -> str:
    """Lower case without accents and apostrophes; other signs stay."""
    text = _NUMBER_SIGN.sub(" ", _ORDINAL.sub("", _APOSTROPHES.sub("", text)))
    # Twice: capitals of mathematics and the like become letters first, and then small ones.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _words(plain: str) -> str:
    spaced = "".join(c if c.isalnum() else " " for c in plain)
    return " ".join(word[:LONGEST_WORD] for word in spaced.split())


def _article(found: re.Match[str]) -> str:
    return f"art{int(found[1])}{found[2] or ''}"
