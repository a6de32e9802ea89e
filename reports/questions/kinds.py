"""What a question, an option and a step are."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Option: TypeAlias = "tuple[str, Words]"

DONT_KNOW: Option = ("unknown", _("I do not know"))
RATHER_NOT: Option = ("unsaid", _("I do not want to say"))
WAYS_OUT: tuple[Option, ...] = (DONT_KNOW, RATHER_NOT)
"""The two options that every closed question ends with. Nobody can switch them off."""


class Kind(Enum):
    """How a question is answered."""

    TEXT = "text"
    LINE = "line"
    ONE = "one"
    SEVERAL = "several"
    FROM_LIST = "from_list"

    @property
    def closed(self) -> bool:
        """Whether there are options to choose from."""
        return self not in {Kind.TEXT, Kind.LINE}


@dataclass(frozen=True)
class Sound:
    """A recording of a question: its digest names it, its size is in bytes."""

    digest: str
    size: int

    @property
    def kilobytes(self) -> int:
        """The size as its reader is told it, never less than it is."""
        return -(-self.size // 1000)


@dataclass(frozen=True)
class Question:
    """One question. The code is stored and never shown.

    `options` are all there ever were; those in `retired` are not offered any more.
    """

    code: str
    kind: Kind
    label: Words
    hint: Words = ""
    options: tuple[Option, ...] = ()
    why: Words = ""
    """One sentence on why we ask."""
    longest: int = 0
    """The most characters of a text."""
    required: bool = False
    fixed: bool = False
    """Whether nobody can switch the question off."""
    options_fixed: bool = False
    """Whether nobody can switch an option of it off."""
    lasting: bool = False
    """Whether an option stays chosen though it was switched off since."""
    retired: frozenset[str] = frozenset()
    sound: Sound | None = None

    @property
    def real_options(self) -> tuple[Option, ...]:
        """The options without the two ways not to answer."""
        ways_out = {code for code, _label in WAYS_OUT}
        return tuple(option for option in self.options if option[0] not in ways_out)


@dataclass(frozen=True)
class Step:
    """The questions of one page."""

    code: str
    title: Words
    questions: tuple[Question, ...]

    @property
    def can_be_skipped(self) -> bool:
        """Whether no question of the page has to be answered."""
        return not any(question.required for question in self.questions)
