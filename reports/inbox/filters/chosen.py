"""What was chosen of the clear filters, from an address and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.inbox.filters.clear import CLEAR, EXCLUSIVE
from reports.inbox.filters.desk import Desk
from reports.models.report import ReportQuerySet
from reports.questions import as_shown

_MOST_SENTENCES = 5
_MOST_CHARACTERS = 40

Choices = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Chosen:
    """The choices that apply, by filter, and a sentence for each that does not."""

    choices: Choices
    desk: Desk = field(compare=False)
    errors: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict, desk: Desk, *, others: Iterable[str] = ()) -> "Chosen":
        """The filters in an address. `others` are the names there that are no filters.

        What makes no sense is named and left out; the rest applies.
        """
        errors = [
            _("The list has no filter “%(name)s”.") % {"name": shown(name)}
            for name in query
            if name not in CLEAR and name not in set(others)
        ]
        choices: Choices = {}
        for name, one in CLEAR.items():
            written = [value for value in query.getlist(name) if value]
            known, unknown = one.parse(written, desk)
            errors += [
                _("“%(value)s” is no choice of “%(filter)s”, so it is left out.")
                % {"value": shown(value), "filter": one.label}
                for value in unknown
            ]
            if len(known) > 1 and not one.several:
                errors.append(
                    _("Choose one of “%(filter)s”: two exclude each other, so none applies.")
                    % {"filter": one.label}
                )
            elif known:
                choices[name] = known
        errors += _part(choices, desk)
        return cls(choices, desk, tuple(errors[:_MOST_SENTENCES]))

    def within(self, fits: Mapping[str, frozenset[str]], *, view: str) -> "Chosen":
        """Without the filters that exclude a view, which has only these choices of some filters."""
        left, errors = {}, list(self.errors)
        for name, chosen in self.choices.items():
            if name in fits and not fits[name] & set(chosen):
                errors.append(
                    _("No tip of the view “%(view)s” is “%(choice)s”, so that is left out.")
                    % {"view": view, "choice": self.in_words(name)}
                )
            else:
                left[name] = chosen
        return Chosen(left, self.desk, tuple(errors[:_MOST_SENTENCES]))

    def apply(self, reports: ReportQuerySet) -> ReportQuerySet:
        """The tips to which every chosen filter lets through."""
        every = (CLEAR[name].q(chosen, self.desk) for name, chosen in self.choices.items())
        return reports.filter(reduce(Q.__and__, every, Q()))

    def pairs(self) -> list[tuple[str, str]]:
        """Names and choices in the order of the declaration."""
        return [(name, choice) for name in CLEAR for choice in self.choices.get(name, ())]

    def as_query(self) -> str:
        """The one way to write these choices in an address."""
        return urlencode(self.pairs())

    def in_words(self, name: str) -> str:
        """The choices of one filter, as members read them."""
        chosen = self.choices[name]
        return ", ".join(CLEAR[name].label_of(choice, self.desk) for choice in chosen)


def _part(choices: Choices, desk: Desk) -> list[str]:
    """Takes out the choices of which no tip can have both; a sentence for each pair."""
    errors = []
    for name, values, other, other_values in EXCLUSIVE:
        one, two = set(choices.get(name, ())), set(choices.get(other, ()))
        if one and two and one <= values and two <= other_values:
            both = Chosen(dict(choices), desk)
            errors.append(
                _("No tip is both “%(one)s” and “%(two)s”, so neither filter applies.")
                % {"one": both.in_words(name), "two": both.in_words(other)}
            )
            del choices[name], choices[other]
    return errors


def shown(written: str) -> str:
    """Something that somebody wrote into an address, short enough for a sentence."""
    return as_shown(written[:_MOST_CHARACTERS])
