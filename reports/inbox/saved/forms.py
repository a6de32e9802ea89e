"""The forms of saved views."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import SavedView

MOST_VIEWS = 30
"""So many of their own a member can save."""


class NameForm(forms.Form):
    """The name of a view that is sealed to its owner."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name of the view"),
        max_length=60,
        error_messages={
            "required": _("Give the view a name."),
            "max_length": _("A name has at most 60 characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken = {name.casefold() for name in taken}

    def clean_name(self) -> str:
        """The name. Refused when another view of the member has it."""
        name = str(self.cleaned_data["name"])
        if name.casefold() in self._taken:
            raise forms.ValidationError(_("You have a view of this name. Choose another one."))
        return name


class ViewForm(NameForm):
    """A view in clear: who else has it, and when its owner is told of tips in it."""

    shared = forms.BooleanField(
        label=_("Everybody in my agency sees it among the saved views"), required=False
    )
    notices = forms.ChoiceField(
        label=_("Notice by mail"),
        choices=SavedView.Notices.choices,
        initial=SavedView.Notices.NONE,
        widget=forms.RadioSelect,
        help_text=_("It never says what is in the view, nor how much."),
        error_messages={
            "required": _("Choose one of the two."),
            "invalid_choice": _("Choose one of the two."),
        },
    )
