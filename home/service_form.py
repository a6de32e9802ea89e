"""The form in which editors write down a service."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.municipalities import MUNICIPALITIES


def _several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


class ServiceForm(WagtailAdminModelForm):
    """Lists of codes as boxes to tick, and one text at most for each language."""

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

    def clean(self) -> dict[str, Any]:
        """Adds a sentence when two texts are in the same language."""
        cleaned: dict[str, Any] = super().clean()
        if "texts" in self.formsets:
            texts = self.formsets["texts"]
            written = [
                form.cleaned_data.get("language")
                for form in texts.forms
                if form.is_valid() and not form.cleaned_data.get("DELETE")
            ]
            if len(written) != len(set(written)):
                self.add_error(None, _("There are two texts in one language. Keep one."))
        return cleaned
