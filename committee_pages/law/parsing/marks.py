"""Lines that open a provision: "CAPÍTULO II", "Artigo 163.º-A", "1.", "a)"."""

import re
from dataclasses import dataclass

from committee_pages.law.parsing.numerals import ROMAN
from committee_pages.law.structure import Kind

_ORDINALS = {
    "primeiro": 1,
    "primeira": 1,
    "segundo": 2,
    "segunda": 2,
    "terceiro": 3,
    "terceira": 3,
    "quarto": 4,
    "quarta": 4,
    "quinto": 5,
    "quinta": 5,
    "sexto": 6,
    "sexta": 6,
    "primeiru": 1,
    "segundu": 2,
    "terseiru": 3,
    "kuartu": 4,
    "kintu": 5,
    "sestu": 6,
}
_TO_ROMAN = {value: numeral for numeral, value in ROMAN.items()}
_ONLY = {"único", "unico", "única", "unica", "úniku", "uniku"}
ONLY = "unico"
"""The number of an article or chapter that is the only one."""


def _spaced(words: str) -> str:
    """Matches words also where spaces stand between the letters, and where accents were lost."""
    either = {"í": "[íi\ufffd]", "ç": "[çc\ufffd]", "ã": "[ãaâá\ufffd]"}
    return "|".join(" ?".join(either.get(c, c) for c in word) for word in words.split())


_DIVISIONS = {
    Kind.BOOK: _spaced("livro livru"),
    Kind.TITLE: _spaced("título títulu"),
    Kind.CHAPTER: _spaced("capítulo kapítulu capítulu kapítulo"),
    Kind.SECTION: _spaced("secção seção sessão seksaun sesaun"),
    Kind.SUBSECTION: _spaced("subsecção subseção subseksaun subsesaun")
    + "|"
    + _spaced("sub-secção sub-seksaun"),
}
_NUMBER = (
    r"(?P<number>[ivxlc]+|\d{1,3}|[uú]nic[oa]|[uú]niku|" + "|".join(_ORDINALS) + r")"
    r"\.?[ºª°]?(?P<suffix>-[a-z]{1,2})?"
)
_REST = r"(?![\w])[ .:]*(?P<dash>[-–—]*) ?(?P<rest>.*)"
_DIVISION = {
    kind: re.compile(rf"(?P<word>{words}) ?{_NUMBER}{_REST}", re.IGNORECASE)
    for kind, words in _DIVISIONS.items()
}
_ARTICLE = re.compile(
    rf"(?P<word>{_spaced('artigo artigu')}|art\.?) ?(?:n\.?[º°] ?)?"
    rf"(?P<number>\d{{1,4}}|[uú]nic[oa]|[uú]niku|{'|'.join(_ORDINALS)})"
    r"(?: ?\.? ?[º°ª˚]\.?| ?\.?o(?![\w])|\.)?"
    r"(?P<suffix> ?[-–—] ?[a-z]{1,2}(?= ?(?:$|[(\[.:–—-]))|-[a-z]{1,2}(?!\w))?"
    rf"{_REST}",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:artigos|artigu sira) ?\d{1,4} ?\.?[º°]? ?(?:a|e|to'o|no|,) ?\d{1,4} ?\.?[º°]?"
    r"(?:[ ,(\[]|$)",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"(?P<number>\d{1,3}(?:-[A-Z])?)(?: ?\.? ?[º°])? ?(?:\. ?[-–—]|[.)]|[-–—])"
    r"(?:(?= |$)|(?=[^\W\d_a-z]))\ ?(?P<rest>.*)"
)
_POINT = re.compile(r"\(?(?P<number>[a-z]{1,2}|[ivxl]+)\)[ .:]*[-–—]? ?(?P<rest>.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """What a line opens: its kind, its number as in ids, what else stands on the line.

    Of letters the kind is POINT, also of those that count as roman numerals: the neighbours say.
    """

    kind: Kind
    number: str
    rest: str
    sure: bool
    """False where the line could as well be the middle of a sentence that names a provision."""


def mark_of(line: str) -> Mark | None:
    """What a tidy line opens; None where it opens nothing."""
    first = line[:1]
    if first.isdecimal():
        found = _PARAGRAPH.fullmatch(line)
        return Mark(Kind.PARAGRAPH, found["number"], found["rest"], sure=True) if found else None
    if first.casefold() in "ak":
        article = _article(line) if first.casefold() == "a" else None
        if article:
            return article
    if first.casefold() in "ltcks":
        division = _division(line)
        if division:
            return division
    found = _POINT.fullmatch(line)
    if found:
        return Mark(Kind.POINT, found["number"].lower(), found["rest"], sure=True)
    return None


def names_several_articles(line: str) -> bool:
    """Whether a line stands for a run of articles: "Artigos 5.º a 7.º"."""
    return bool(_ARTICLES.match(line))


def _article(line: str) -> Mark | None:
    found = _ARTICLE.fullmatch(line)
    if found is None or _goes_on(found):
        return None
    said = found["number"].lower()
    number = ONLY if said in _ONLY else str(_ORDINALS.get(said, said))
    number = number.lstrip("0") or "0"
    suffix = (found["suffix"] or "").strip(" -–—").upper()
    return Mark(
        Kind.ARTICLE, f"{number}-{suffix}" if suffix else number, found["rest"], _stands_out(found)
    )


def _division(line: str) -> Mark | None:
    for kind, pattern in _DIVISION.items():
        found = pattern.fullmatch(line)
        if found is None or _goes_on(found):
            continue
        said = found["number"].lower()
        if said in _ONLY:
            number = ONLY
        elif said in _ORDINALS:
            number = _TO_ROMAN[_ORDINALS[said]]
        elif said.isdecimal():
            number = said.lstrip("0") or "0"
        elif said.upper() in ROMAN:
            number = said.upper()
        else:
            continue
        number += (found["suffix"] or "").upper()
        return Mark(kind, number, found["rest"], _stands_out(found))
    return None


def _goes_on(found: re.Match[str]) -> bool:
    """Whether the words after the number go on with a sentence: "Artigo 5.º do Código"."""
    rest = found["rest"]
    if not rest or found["dash"]:
        return False
    return rest[0].islower() or rest[0] in ",;)"


def _stands_out(found: re.Match[str]) -> bool:
    """Whether the first letter is a capital: in a sentence these words have none."""
    return found["word"][0].isupper()
