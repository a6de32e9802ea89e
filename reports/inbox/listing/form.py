"""The form of the clear filters: what there is to choose, and what is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.inbox.filters import CLEAR, SEALED, Desk, SealedChosen
from reports.inbox.filters.chosen import Chosen
from reports.questions.kinds import Option, Words


@dataclass(frozen=True)
class Choice:
    """One choice of a filter."""

    code: str
    label: Words
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One filter. `several`: drawn as boxes to tick, else as a list to choose from."""

    name: str
    label: Words
    choices: list[Choice]
    several: bool = False


def fields_of(chosen: Chosen) -> list[Field]:
    """The clear filters, lists before boxes."""
    fields = [
        Field(
            name,
            one.label,
            _choices(one.choices(chosen.desk), chosen.choices.get(name, ())),
            one.several,
        )
        for name, one in CLEAR.items()
    ]
    return sorted(fields, key=lambda field: field.several)


def sealed_fields_of(chosen: SealedChosen, desk: Desk) -> list[Field]:
    """The filters over sealed content that have something to choose."""
    fields = (
        Field(name, one.label, _choices(one.choices(desk), (chosen.choices.get(name, ""),)))
        for name, one in SEALED.items()
    )
    return [field for field in fields if field.choices]


def _choices(options: Iterable[Option], chosen: Iterable[str]) -> list[Choice]:
    now = set(chosen)
    return [Choice(code, label, code in now) for code, label in options]
