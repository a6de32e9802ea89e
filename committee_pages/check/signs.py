"""What a sign and a situation are, and what signs together may mean.

The signs follow the operational indicators of the International Labour Organization and the
European Commission (2009) and UNODC's indicators for forced criminality, in words of our own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True)
class Sign:
    """Something that a person can see or has lived through. The code is never shown."""

    code: str
    words: Words
    meaning: Words
    strong: bool = False


@dataclass(frozen=True)
class Situation:
    """Why somebody asks, the signs to look for, and what to do."""

    code: str
    title: Words
    hint: Words
    question: Words
    signs: tuple[Sign, ...]
    to_do: tuple[Words, ...]
    note: Words = ""

    def ticked(self, codes: Collection[str]) -> tuple[Sign, ...]:
        """The signs of these codes, in our order. Codes that we do not know are passed over."""
        return tuple(sign for sign in self.signs if sign.code in codes)


class Reading(Enum):
    """How much there is to see. Never a verdict: nobody can give one from a list."""

    NOTHING = "nothing"
    SOME = "some"
    MUCH = "much"


def reading(signs: Collection[Sign]) -> Reading:
    """Much: two strong signs, a strong one and another, or three others.

    The rule of the ILO's indicators for one dimension, over the whole list: a prompt to ask for
    help, which is cheap, and so it may speak up early.
    """
    strong = sum(sign.strong for sign in signs)
    if not signs:
        return Reading.NOTHING
    many = strong >= 2 or (strong and len(signs) >= 2) or len(signs) >= 3  # noqa: PLR2004
    return Reading.MUCH if many else Reading.SOME
