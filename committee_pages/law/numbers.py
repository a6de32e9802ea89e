"""How the numbers of provisions are printed: "CAPÍTULO II", "Artigo 163.º-A", "1.", "a)"."""

from committee_pages.law.structure import Kind

_WORDS = {
    "pt": {
        Kind.BOOK: "LIVRO",
        Kind.TITLE: "TÍTULO",
        Kind.CHAPTER: "CAPÍTULO",
        Kind.SECTION: "SECÇÃO",
        Kind.SUBSECTION: "SUBSECÇÃO",
    },
    "tet": {
        Kind.BOOK: "LIVRU",
        Kind.TITLE: "TÍTULU",
        Kind.CHAPTER: "KAPÍTULU",
        Kind.SECTION: "SEKSAUN",
        Kind.SUBSECTION: "SUBSEKSAUN",
    },
}
_ARTICLE = {"pt": "Artigo", "tet": "Artigu"}
_ONLY = {"pt": "único", "tet": "úniku"}


def shown(kind: Kind, number: str, language: str = "pt") -> str:
    """The number as laws in this language print it; empty for an unnumbered provision."""
    language = language if language in _WORDS else "pt"
    if not number:
        return ""
    if number == "unico":
        number = _ONLY[language]
    if kind is Kind.ARTICLE:
        return f"{_ARTICLE[language]} {_ordinal(number) if language == 'pt' else number}"
    if kind is Kind.PARAGRAPH:
        return f"{number}."
    if kind in {Kind.POINT, Kind.SUBPOINT}:
        return f"{number})"
    return f"{_WORDS[language][kind]} {number}"


def _ordinal(number: str) -> str:
    """163 as 163.º, 163-A as 163.º-A."""
    main, dash, suffix = number.partition("-")
    return f"{main}.º{dash}{suffix}" if main.isdecimal() else number
