"""What the gazette prints around the law: headers, footers, page numbers, dotted contents."""

import re
from collections.abc import Sequence

_HEADER = re.compile(
    r"(?:jornal da rep[uú]blica|jornál rep[uú]blika)\W*(?:s[eé]rie.*|\d{0,4})"
    r"|s[eé]rie i{1,2}\b ?[,.]? ?n ?[.,]? ?[º°o]? ?\d+ ?[a-z]?\W*(?:p[aá]gina \d+)?"
    r"|(?:segunda|ter[cç]a|quarta|quinta|sexta)[ -]*feira ?, ?(?:dia )?\d{1,2} ?(?:de )?\w+ ?"
    r"(?:de )?\d{4}\W*(?:s[eé]rie.*|p[aá]gina.*)?"
    r"|(?:p[aá]gina|p[aá]jina|p[aá]g\.) ?\d{1,4}(?: ?(?:de|/|husi) ?\d{1,4})?"
    r"|[-–—] ?\d{1,4} ?[-–—]",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:\.[ .]{4,}|…{2,}|_{4,}) ?\d{1,4}$")
_TAIL = 60  # characters: looking at all of a very long line takes its length squared
_BARE_NUMBER = re.compile(r"\d{1,4}")
_NEAR = 2  # lines with words


def is_page_header(line: str) -> bool:
    """Whether a line is a header or footer of a page of the gazette, and can be nothing else."""
    return bool(_HEADER.fullmatch(line))


def is_contents(line: str) -> bool:
    """Whether a line is one of a table of contents: dots and a page."""
    return bool(_CONTENTS.search(line[-_TAIL:]))


def is_bare_number(line: str) -> bool:
    """Whether a line is a number and nothing else."""
    return bool(_BARE_NUMBER.fullmatch(line))


def page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """Places of the bare numbers that stand by a header of the gazette: numbers of pages."""
    with_words = [place for place, line in enumerate(lines) if line]
    headers = {order for order, place in enumerate(with_words) if is_page_header(lines[place])}
    return frozenset(
        place
        for order, place in enumerate(with_words)
        if is_bare_number(lines[place])
        and any(order + step in headers for step in range(-_NEAR, _NEAR + 1))
    )
