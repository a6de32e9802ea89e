"""The form in which editors write down a service."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from home.municipalities import MUNICIPALITIES
from home.words_form import WordsForm


def _several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


class ServiceForm(WordsForm):
    """Lists of codes as boxes to tick."""

    areas = _several(
        _("Municipalities"),
        tuple(MUNICIPALITIES.items()),
        _("Leave empty when no source says where."),
    )
    languages = _several(
        _("Languages spoken there"),
        tuple(settings.LANGUAGES),
        _("Leave empty when it is not known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from home.models.service import Need

        self.fields["needs"] = _several(_("What it helps with"), Need.choices)
