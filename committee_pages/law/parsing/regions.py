"""The parts of a text that are no provisions: what comes before the first, and after the last."""

import re

_CLOSING = re.compile(
    r"(?:aprovad[oa]s? (?:em|pelo|pela|no|na)|promulgad[oa] (?:em|pelo)|publique-se"
    r"|visto e aprovado|o presidente d[oa] (?:parlamento|rep[uú]blica)"
    r"|aprova(?:du)? (?:iha|hosi|husi)|promulga(?:du)? (?:iha|hosi|husi)|publika(?:-se)?\b"
    r"|prezidente (?:parlamentu|rep[uú]blika))",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"(?:anexos?|aneksu)(?: ?[ivxlc\d]+| [uú]nico)?\W*", re.IGNORECASE)


def begins_closing(line: str) -> bool:
    """Whether a line begins the words after the last article: approval, signature, publication."""
    return bool(_CLOSING.match(line)) and line[:1].isupper()


def is_annex(line: str) -> bool:
    """Whether a line is the heading of an annex."""
    return bool(_ANNEX.fullmatch(line)) and line[:1].isupper()
