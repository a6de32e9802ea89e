"""The ILO's operational indicators as a prompt for members, and never a verdict.

Source: International Labour Office and European Commission, Operational indicators of trafficking
in human beings, 2009, revised September 2009 (ilo.org, WCMS_105023): six dimensions, indicators
that are strong, medium or weak, and the rule of when a dimension counts. In our own words, from its
list for adults in labour exploitation, and only where two descriptions of it agree on the strength.
Its lists for children and for sexual exploitation rate some indicators otherwise: members count
those, and all that is not listed here, by hand.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Strength(StrEnum):
    """How much an indicator says."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True)
class Indicator:
    """One thing to look for."""

    code: str
    label: "_StrPromise"
    strength: Strength


@dataclass(frozen=True)
class Dimension:
    """One part of the definition of trafficking."""

    code: str
    label: "_StrPromise"
    indicators: tuple[Indicator, ...]


def _strong(code: str, label: "_StrPromise") -> Indicator:
    return Indicator(code, label, Strength.STRONG)


def _medium(code: str, label: "_StrPromise") -> Indicator:
    return Indicator(code, label, Strength.MEDIUM)


DIMENSIONS = (
    Dimension(
        "deceived",
        _("Deceived when recruited"),
        (
            _strong("job", _("About the work, the place or the employer")),
            _medium("wages", _("About the pay")),
            _medium("conditions", _("About the conditions of work")),
            _medium("contract", _("About the contract")),
            _medium("travel", _("About the journey or its costs")),
            _medium("papers", _("About papers, or the right to stay")),
            _medium("marriage", _("By a promise of marriage or adoption")),
        ),
    ),
    Dimension(
        "coerced",
        _("Coerced when recruited"),
        (
            _strong("violence", _("Violence")),
            _medium("debt", _("Held by a debt")),
            _medium("papers", _("Papers taken away")),
            _medium("isolated", _("Kept apart, locked in or watched")),
            _medium("denounce", _("Threatened with the authorities")),
            _medium("money", _("Money kept back")),
            _medium("family", _("Violence against the family")),
        ),
    ),
    Dimension(
        "abused",
        _("A weak position abused when recruited"),
        (
            _medium("family", _("A difficult family situation")),
            _medium("status", _("No right to stay")),
            _medium("education", _("Little schooling, or another language")),
            _medium("poverty", _("Poverty")),
            _medium("attached", _("Emotional dependence on the recruiter")),
        ),
    ),
    Dimension(
        "exploited",
        _("Exploited"),
        (
            _strong("hours", _("Far too many hours or days of work")),
            _medium("pay", _("Little or no pay")),
            _medium("cuts", _("Fines, or money taken off the pay")),
            _medium("living", _("Bad living conditions")),
            _medium("working", _("Very bad working conditions")),
            _medium("hazard", _("Dangerous work")),
        ),
    ),
    Dimension(
        "coerced_there",
        _("Coerced where they are"),
        (
            _strong("papers", _("Papers taken away")),
            _strong("debt", _("Held by a debt")),
            _strong("isolated", _("Kept apart, locked in or watched")),
            _strong("violence", _("Violence")),
            _medium("threats", _("Threatened with violence")),
            _medium("crime", _("Forced to commit crimes")),
            _medium("tasks", _("Forced into tasks or to clients not agreed to")),
            _medium("wages", _("Pay kept back so that they stay")),
            _medium("lie", _("Forced to lie to family or authorities")),
        ),
    ),
    Dimension(
        "abused_there",
        _("A weak position abused where they are"),
        (
            _medium("dependent", _("Dependent on the exploiter for daily life")),
            _medium("strange", _("In a place they do not know")),
            _medium("status", _("No right to stay, or afraid of the authorities")),
        ),
    ),
)

_ENOUGH = ((2, 0, 0), (1, 1, 0), (1, 0, 1), (0, 3, 0), (0, 2, 1))
"""So many strong, medium and weak indicators are enough for a dimension, each row on its own."""

Counts = Mapping[Strength, int]


def is_marked(counts: Counts) -> bool:
    """Whether a dimension counts, with so many indicators of each strength."""
    have = [counts.get(strength, 0) for strength in Strength]
    return any(all(h >= n for h, n in zip(have, need, strict=True)) for need in _ENOUGH)


def counts_of(dimension: Dimension, ticked: Collection[str], others: Counts) -> Counts:
    """How many indicators of each strength a dimension has: those ticked, and others counted."""
    listed = [row.strength for row in dimension.indicators if row.code in ticked]
    return {strength: listed.count(strength) + others.get(strength, 0) for strength in Strength}


@dataclass(frozen=True)
class Prompt:
    """Which dimensions count. No verdict: what is not seen may be there all the same."""

    marked: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many of the six."""
        return len(self.marked)

    @property
    def asked_of_adults(self) -> bool:
        """Deceived or coerced when recruited, exploited, and coerced where they are."""
        return bool({"deceived", "coerced"} & set(self.marked)) and {
            "exploited",
            "coerced_there",
        } <= set(self.marked)

    @property
    def asked_of_children(self) -> bool:
        """Exploited: under 18 no means has to be shown (Palermo Protocol, article 3 c)."""
        return "exploited" in self.marked


def prompt_of(said: Mapping[str, Mapping[str, object]]) -> Prompt:
    """The prompt for what an assessment says of each dimension."""
    return Prompt(
        tuple(
            dimension.code
            for dimension in DIMENSIONS
            if is_marked(_counts_said(dimension, said.get(dimension.code, {})))
        )
    )


def _counts_said(dimension: Dimension, said: Mapping[str, object]) -> Counts:
    ticked, others = said.get("ticked", []), said
    return counts_of(
        dimension,
        ticked if isinstance(ticked, list) else [],
        {s: n for s in Strength if isinstance(n := others.get(s.value, 0), int)},
    )
