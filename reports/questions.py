"""The questions of the tip form, with stable codes.

Every choice has a way not to answer, and only the story is required.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Option: TypeAlias = "tuple[str, Words]"


class Kind(Enum):
    """How a question is answered."""

    TEXT = "text"
    ONE = "one"
    SEVERAL = "several"
    FROM_LIST = "from_list"


@dataclass(frozen=True)
class Question:
    """One question. The code is stored and never shown."""

    code: str
    kind: Kind
    label: Words
    hint: Words = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Step:
    """The questions of one page."""

    code: str
    title: Words
    questions: tuple[Question, ...]


_DONT_KNOW: Option = ("unknown", _("I do not know"))
_RATHER_NOT: Option = ("unsaid", _("I do not want to say"))

STORY = Question(
    "story",
    Kind.TEXT,
    _("What did you see, hear or live through?"),
    _("You need not give your name. Leave out what only you could know."),
)
DANGER = Question(
    "danger",
    Kind.ONE,
    _("Is someone in danger right now?"),
    options=(("yes", _("Yes")), ("no", _("No")), _DONT_KNOW),
)
EXPLOITATION = Question(
    "exploitation",
    Kind.SEVERAL,
    _("What does it look like?"),
    _("Choose all that fit."),
    (
        ("unpaid_work", _("Work for little or no pay")),
        ("not_free", _("Cannot leave, or is watched")),
        ("sex", _("Made to sell sex or be filmed")),
        ("child_work", _("A child who works or is used")),
        ("house_work", _("Work in a house without pay or rest")),
        ("fishing", _("Work on a fishing boat")),
        ("marriage", _("Forced marriage, or a child married")),
        ("begging", _("Forced to beg")),
        ("crime", _("Forced to cheat people online or to commit crimes")),
        ("job_abroad", _("A job abroad that was not as promised")),
        ("child_given", _("A child given away or sold")),
        ("organ", _("A part of the body taken")),
        ("other", _("Something else")),
        _DONT_KNOW,
    ),
)
PEOPLE = Question(
    "people",
    Kind.ONE,
    _("How many people are affected?"),
    options=(
        ("1", _("One")),
        ("2-5", _("2 to 5")),
        ("6-20", _("6 to 20")),
        ("21+", _("More than 20")),
        _DONT_KNOW,
        _RATHER_NOT,
    ),
)
MINORS = Question(
    "minors",
    Kind.ONE,
    _("Is anyone under 18?"),
    options=(
        ("yes", _("Yes")),
        ("no", _("No")),
        ("maybe", _("Maybe")),
        _DONT_KNOW,
        _RATHER_NOT,
    ),
)
MUNICIPALITY = Question(
    "municipality",
    Kind.FROM_LIST,
    _("Where is it?"),
    _("The municipality is enough."),
    (
        *(
            (f"tl-{number:02}", name)
            for number, name in enumerate(
                (
                    "Aileu",
                    "Ainaro",
                    "Ataúro",
                    "Baucau",
                    "Bobonaro",
                    "Covalima",
                    "Dili",
                    "Ermera",
                    "Lautém",
                    "Liquiçá",
                    "Manatuto",
                    "Manufahi",
                    "Oé-Cusse Ambeno",
                    "Viqueque",
                ),
                start=1,
            )
        ),
        ("sea", _("At sea")),
        ("abroad", _("In another country")),
        ("online", _("On the internet")),
        _DONT_KNOW,
        _RATHER_NOT,
    ),
)
WHEN = Question(
    "when",
    Kind.ONE,
    _("When did it happen?"),
    options=(
        ("now", _("It is happening now")),
        ("month", _("In the last month")),
        ("year", _("In the last year")),
        ("longer", _("Longer ago")),
        ("soon", _("It might happen soon")),
        _DONT_KNOW,
        _RATHER_NOT,
    ),
)

STEPS = (
    Step("what", _("What happened"), (STORY, DANGER)),
    Step("signs", _("What it looks like"), (EXPLOITATION, PEOPLE, MINORS)),
    Step("where", _("Where and when"), (MUNICIPALITY, WHEN)),
)
QUESTIONS = {question.code: question for step in STEPS for question in step.questions}


def in_words(question: Question, value: str | list[str]) -> list[str]:
    """An answer as its reader sees it, in the active language; empty when there is none."""
    chosen = value if isinstance(value, list) else [value] if value else []
    labels = dict(question.options)
    return [str(labels.get(code, code)) for code in chosen]
