"""The form by which members assess a tip."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from reports.inbox.assessment.checklist import DIMENSIONS, Dimension, Strength
from reports.inbox.assessment.subjects import Subject
from reports.inbox.forms import OnceForm
from reports.intake.forms import words_field

_DEFAULTS = {"status": "possible"}
_MOST = 20  # indicators of one strength that are counted by hand
COUNTED = {
    Strength.STRONG: _("Others, strong"),
    Strength.MEDIUM: _("Others, medium"),
    Strength.WEAK: _("Others, weak"),
}
_WEIGHED = {
    Strength.STRONG: _("%s (strong)"),
    Strength.MEDIUM: _("%s (medium)"),
    Strength.WEAK: _("%s (weak)"),
}
_CHOOSE = _("Choose one of those shown.")


@dataclass(frozen=True)
class DimensionFields:
    """The fields of one dimension of the checklist."""

    dimension: Dimension
    ticked: BoundField
    counted: list[BoundField]


class AssessmentForm(OnceForm):
    """All subjects, the checklist, and a few words. Nothing is required."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, subjects: list[Subject], said: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        said = {**_DEFAULTS, **said}
        for subject in subjects:
            self.fields[subject.code] = _field(subject)
            self.initial[subject.code] = said.get(subject.code)
        for dimension in DIMENSIONS:
            self._add_dimension(dimension, said.get("indicators", {}).get(dimension.code, {}))
        self.fields["text"] = words_field(
            _("In your own words"), "", shortest=1, rows=4, required=None, longest=2_000
        )
        self.initial["text"] = said.get("text", "")

    def _add_dimension(self, dimension: Dimension, said: Mapping[str, Any]) -> None:
        name = _ticked(dimension)
        self.fields[name] = forms.MultipleChoiceField(
            label=dimension.label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[
                (row.code, _WEIGHED[row.strength] % row.label) for row in dimension.indicators
            ],
            error_messages={"invalid_choice": _CHOOSE},
        )
        self.initial[name] = said.get("ticked", [])
        for strength in Strength:
            self.fields[_counted(dimension, strength)] = _count_field(strength)
            self.initial[_counted(dimension, strength)] = said.get(strength.value) or None

    def subject_fields(self) -> list[tuple[Subject, BoundField]]:
        """Each subject with its field."""
        return [(subject, self[subject.code]) for subject in self.subjects]

    def dimension_fields(self) -> list[DimensionFields]:
        """Each dimension with its fields."""
        return [
            DimensionFields(
                dimension,
                self[_ticked(dimension)],
                [self[_counted(dimension, strength)] for strength in Strength],
            )
            for dimension in DIMENSIONS
        ]

    def clean(self) -> dict[str, Any]:
        """What is decided was decided by somebody."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("status") in {"confirmed", "not"} and not said.get("body"):
            self.add_error("body", _("Say which body decided it."))
        return said

    @property
    def has_error_in_fields(self) -> bool:
        """Whether something that was written does not do."""
        return any(name != NON_FIELD_ERRORS for name in self.errors)

    @property
    def said(self) -> dict[str, Any]:
        """What is sealed, of a form without errors."""
        given = self.cleaned_data
        return {
            **{subject.code: given[subject.code] for subject in self.subjects},
            "indicators": {
                dimension.code: {
                    "ticked": given[_ticked(dimension)],
                    **{s.value: given[_counted(dimension, s)] or 0 for s in Strength},
                }
                for dimension in DIMENSIONS
            },
            "text": given["text"],
        }


def _ticked(dimension: Dimension) -> str:
    return f"sees_{dimension.code}"


def _counted(dimension: Dimension, strength: Strength) -> str:
    return f"counts_{dimension.code}_{strength.value}"


def _field(subject: Subject) -> forms.Field:
    if subject.several:
        return forms.MultipleChoiceField(
            label=subject.label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=subject.options,
            error_messages={"invalid_choice": _CHOOSE},
        )
    return forms.ChoiceField(
        label=subject.label,
        required=False,
        choices=[("", _("Not assessed")), *subject.options],
        error_messages={"invalid_choice": _CHOOSE},
    )


def _count_field(strength: Strength) -> forms.IntegerField:
    return forms.IntegerField(
        label=COUNTED[strength],
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-2"}
        ),
        validators=[
            MinValueValidator(0, _("Write %(limit_value)s or more.")),
            MaxValueValidator(_MOST, _("Write %(limit_value)s or less.")),
        ],
        error_messages={"invalid": _("Write a whole number.")},
    )
