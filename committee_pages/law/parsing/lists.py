"""Whether "i)" is the letter after h or the roman one: the neighbours decide."""

from collections.abc import Iterable

from committee_pages.law.parsing.drafts import OpenBranch
from committee_pages.law.parsing.marks import Mark
from committee_pages.law.parsing.numerals import ROMAN, letters_after
from committee_pages.law.structure import Kind


def kind_of_point(number: str, branch: OpenBranch, following: Iterable[Mark]) -> Kind:
    """POINT or SUBPOINT for a letter in brackets, from what is open and what comes after it."""
    letter, roman = _open_numbers(branch)
    value = ROMAN.get(number.upper(), 0)
    as_letter = number in letters_after(letter)
    as_roman = value > 0 and value == ROMAN.get(roman.upper(), 0) + 1
    if as_letter and as_roman:
        return Kind.SUBPOINT if _next_is_roman(value, following) else Kind.POINT
    if as_letter or not value:
        return Kind.POINT
    if as_roman:
        return Kind.SUBPOINT
    return Kind.SUBPOINT if roman or len(number) > 1 else Kind.POINT


def is_next_point(number: str, branch: OpenBranch) -> bool:
    """Whether a letter goes on with the list that is open, or begins one."""
    letter, roman = _open_numbers(branch)
    value = ROMAN.get(number.upper(), 0)
    return number in letters_after(letter) or (
        value > 0 and value == ROMAN.get(roman.upper(), 0) + 1
    )


def _open_numbers(branch: OpenBranch) -> tuple[str, str]:
    """The newest letter and roman numeral of the list that is open; empty where there is none."""
    point, subpoint = branch.of(Kind.POINT), branch.of(Kind.SUBPOINT)
    return point.number if point else "", subpoint.number if subpoint else ""


def _next_is_roman(value: int, following: Iterable[Mark]) -> bool:
    """Whether the next letter of the list counts on as a roman numeral."""
    for mark in following:
        if mark.kind is not Kind.POINT:
            return False
        return ROMAN.get(mark.number.upper(), 0) == value + 1
    return False
