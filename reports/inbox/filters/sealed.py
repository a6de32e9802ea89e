"""Filters over what is sealed: they come by POST, are kept nowhere, and look at opened cards."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.inbox.filters.chosen import shown
from reports.inbox.filters.desk import Desk
from reports.models import Label
from reports.questions import questions_now
from reports.questions.kinds import Option, Words

Card = Mapping[str, Any]
WORDS = "words"
LONGEST_WORDS = 200  # characters
MOST_WORDS = 10


@dataclass(frozen=True)
class SealedFilter:
    """One filter. `of` gives what a card says, told by the sender or assessed by a member."""

    name: str
    label: Words
    choices: Callable[[Desk], Iterable[Option]]
    of: Callable[[Card], set[str]]

    def matches(self, choice: str, card: Card) -> bool:
        """Whether a card says this."""
        return choice in self.of(card)


def labels(desk: Desk) -> list[Option]:
    """The labels of the agencies whose keys a member holds, also retired: tips may have them."""
    own = Label.objects.filter(agency__epochs__in=desk.epochs).distinct()
    return list(own.order_by("name").values_list("pk", "name"))


def _answers(question: str) -> Callable[[Desk], Iterable[Option]]:
    return lambda _desk: questions_now()[question].options


def _told_or_assessed(card: Card, part: str) -> set[str]:
    both = (card.get(part), (card.get("assessed") or {}).get(part))
    found: set[str] = set()
    for said in both:
        found.update([said] if isinstance(said, str) else said or [])
    return found - {""}


_DECLARED = (
    SealedFilter(
        "label", gettext_lazy("Label"), labels, lambda card: set(map(str, card.get("labels") or []))
    ),
    SealedFilter(
        "kind",
        gettext_lazy("What it looks like"),
        _answers("exploitation"),
        lambda card: _told_or_assessed(card, "kinds"),
    ),
    SealedFilter(
        "municipality",
        gettext_lazy("Place"),
        _answers("municipality"),
        lambda card: _told_or_assessed(card, "municipality"),
    ),
    SealedFilter(
        "minors",
        gettext_lazy("Under 18"),
        _answers("minors"),
        lambda card: _told_or_assessed(card, "minors"),
    ),
)

SEALED: dict[str, SealedFilter] = {each.name: each for each in _DECLARED}
"""In the order of forms."""


@dataclass(frozen=True)
class SealedChosen:
    """One choice for each sealed filter, and words that the text has to have."""

    choices: dict[str, str]
    words: str = ""
    errors: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_post(cls, post: QueryDict | Mapping[str, str], desk: Desk) -> "SealedChosen":
        """The sealed filters of a form. What makes no sense is named and left out."""
        choices, errors = {}, []
        for name, one in SEALED.items():
            written = post.get(name) or ""
            if not written:
                continue
            if written in {code for code, _label in one.choices(desk)}:
                choices[name] = written
            else:
                errors.append(
                    _("“%(value)s” is no choice of “%(filter)s”, so it is left out.")
                    % {"value": shown(written), "filter": one.label}
                )
        words = " ".join((post.get(WORDS) or "").split())
        if len(words) > LONGEST_WORDS or len(words.split()) > MOST_WORDS or "\0" in words:
            errors.append(
                _("Search for at most %(n)s words; these are left out.") % {"n": MOST_WORDS}
            )
            words = ""
        return cls(choices, words, tuple(errors))

    def __bool__(self) -> bool:
        return bool(self.choices or self.words)

    def matches(self, card: Card) -> bool:
        """Whether a card says all that was chosen. The words are looked for in the text itself."""
        return all(SEALED[name].matches(choice, card) for name, choice in self.choices.items())

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values, as a form carries them."""
        words = [(WORDS, self.words)] if self.words else []
        return [*self.choices.items(), *words]

    def in_words(self, desk: Desk) -> list[tuple[str, str]]:
        """Labels and choices, as members read them."""
        said = [
            (str(SEALED[name].label), str(dict(SEALED[name].choices(desk)).get(choice, choice)))
            for name, choice in self.choices.items()
        ]
        return [*said, (_("Words"), self.words)] if self.words else said
