"""What members assess: each subject with its codes, those of the tip form where it has them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from reports.questions import Question, as_shown, in_words, questions_now
from reports.questions.kinds import DONT_KNOW, Option
from reports.seals import Answers

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_YES_NO: tuple[Option, ...] = (("yes", _("Yes")), ("no", _("No")), DONT_KNOW)
_ACTS: tuple[Option, ...] = (
    ("recruitment", _("Recruitment")),
    ("transport", _("Transport")),
    ("transfer", _("Transfer")),
    ("harbouring", _("Harbouring")),
    ("receipt", _("Receipt")),
)
_MEANS: tuple[Option, ...] = (
    ("force", _("Threat or use of force, or other coercion")),
    ("abduction", _("Abduction")),
    ("deception", _("Fraud or deception")),
    ("power", _("Abuse of power or of a weak position")),
    ("payment", _("Payment to somebody who has control over the person")),
)
_SECTORS: tuple[Option, ...] = (
    ("A", _("Agriculture, forestry and fishing")),
    ("B", _("Mining and quarrying")),
    ("C", _("Manufacturing")),
    ("D", _("Electricity and gas")),
    ("E", _("Water and waste")),
    ("F", _("Construction")),
    ("G", _("Trade and repair")),
    ("H", _("Transport and storage")),
    ("I", _("Hotels and restaurants")),
    ("J", _("Information and communication")),
    ("K", _("Finance and insurance")),
    ("L", _("Real estate")),
    ("M", _("Professional and technical services")),
    ("N", _("Administrative and support services")),
    ("O", _("Public administration")),
    ("P", _("Education")),
    ("Q", _("Health and social work")),
    ("R", _("Arts, entertainment and recreation")),
    ("S", _("Other services")),
    ("T", _("Work in households")),
    ("U", _("International organisations")),
)
_STATUS: tuple[Option, ...] = (
    ("possible", _("Possible")),
    ("confirmed", _("Confirmed")),
    ("not", _("Not trafficking")),
)
_BODIES: tuple[Option, ...] = (
    ("police", _("The police")),
    ("prosecution", _("The public prosecutor")),
    ("court", _("A court")),
    ("social", _("Social services")),
    ("other", _("Another body")),
)
_SOURCE: tuple[Option, ...] = (
    ("A", _("A: reliable")),
    ("B", _("B: usually reliable")),
    ("C", _("C: fairly reliable")),
    ("D", _("D: usually not reliable")),
    ("E", _("E: not reliable")),
    ("F", _("F: cannot be judged")),
)
_INFORMATION: tuple[Option, ...] = (
    ("1", _("1: confirmed by others")),
    ("2", _("2: probably true")),
    ("3", _("3: possibly true")),
    ("4", _("4: doubtful")),
    ("5", _("5: improbable")),
    ("6", _("6: cannot be judged")),
)


@dataclass(frozen=True)
class Subject:
    """One thing to assess. `question` is what the form asks senders of it, if it does."""

    code: str
    label: "str | _StrPromise"
    options: tuple[Option, ...]
    several: bool = False
    question: Question | None = None

    def in_words(self, value: Any) -> list[str]:
        """What members said, in the active language."""
        labels = dict(self.options)
        codes = value if isinstance(value, list) else [value] if value else []
        return [as_shown(str(labels.get(code, code))) for code in codes]

    def as_sent(self, answers: Answers) -> list[str]:
        """What the sender ticked, in the active language."""
        if self.question is None:
            return []
        return in_words(self.question, answers.get(self.question.code, ""))


def _asked(code: str, asked: dict[str, Question], question: str, *, several: bool) -> Subject:
    found = asked[question]
    options = (*found.real_options, DONT_KNOW)
    return Subject(code, found.label, options, several=several, question=found)


def subjects_now() -> list[Subject]:
    """All subjects in their order, those of the form in the words that it has now."""
    asked = questions_now()
    return [
        _asked("kinds", asked, "exploitation", several=True),
        _asked("signs", asked, "signs", several=True),
        Subject("act", _("What was done (Palermo Protocol, article 3)"), _ACTS, several=True),
        Subject("means", _("By which means (same article)"), _MEANS, several=True),
        _asked("people", asked, "people", several=False),
        _asked("minors", asked, "minors", several=False),
        _asked("municipality", asked, "municipality", several=False),
        _asked("place_kind", asked, "place_kind", several=False),
        _asked("when", asked, "when", several=False),
        Subject("still", _("Is it still happening?"), _YES_NO),
        Subject("sector", _("Sector (ISIC section)"), _SECTORS),
        Subject("status", _("Is it trafficking?"), _STATUS),
        Subject("body", _("Which body decided it?"), _BODIES),
        Subject("source", _("Credibility of the source"), _SOURCE),
        Subject("information", _("Credibility of the information"), _INFORMATION),
    ]
