"""Telephone numbers as people write them, and as a telephone dials them."""

import re

_WRITTEN = re.compile(r"\+?[0-9][0-9 ()/.\-]{1,28}")


def is_telephone(number: str) -> bool:
    """Whether this is a number that somebody can dial."""
    return _WRITTEN.fullmatch(number.strip()) is not None and len(dialled(number)) > 1


def dialled(number: str) -> str:
    """The digits, with a leading plus if there is one."""
    return "".join(c for c in number if c.isdigit() or c == "+")
