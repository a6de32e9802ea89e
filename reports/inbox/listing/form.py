"""The form of the clear filters: what there is to choose, and what is chosen."""

from collections.abc import Iterable, Mapping
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


def sealed_fields_of(
    chosen: SealedChosen, desk: Desk, *, labels: Mapping[str, str] | None = None
) -> list[Field]:
    """The filters over sealed content that have something to choose.

    `labels`: those that there are, where the caller has asked for them already.
    """
    known = {} if labels is None else {"label": labels.items()}
    fields = (
        Field(
            name,
            one.label,
            _choices(known.get(name) or one.choices(desk), (chosen.choices.get(name, ""),)),
        )
        for name, one in SEALED.items()
        if name not in known or known[name]
    )
    return [field for field in fields if field.choices]


def _choices(options: Iterable[Option], chosen: Iterable[str]) -> list[Choice]:
    now = set(chosen)
    return [Choice(code, label, code in now) for code, label in options]
