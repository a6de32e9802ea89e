"""Passages between double square brackets become bars, all of one length."""

import re

from django.utils.translation import gettext as _

BAR = "█████"
_BRACKETS = re.compile(r"(\[\[|\]\])")


class Unbalanced(ValueError):
    """Brackets that do not belong together; says which words stand there."""


def with_bars(text: str) -> str:
    """The text with a bar for each marked passage: not even its length is told.

    Raises Unbalanced.
    """
    shown: list[str] = []
    inside = False
    for piece in _BRACKETS.split(text):
        if piece == "[[":
            if inside:
                raise Unbalanced(_("There is a [[ inside of [[. Close the first one with ]]."))
            inside = True
            shown.append(BAR)
        elif piece == "]]":
            if not inside:
                raise Unbalanced(_("There is a ]] without a [[ before it."))
            inside = False
        elif not inside:
            shown.append(piece)
    if inside:
        raise Unbalanced(_("There is a [[ without a ]] after it."))
    return "".join(shown)
