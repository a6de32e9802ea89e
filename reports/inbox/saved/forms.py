"""The forms of saved views."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


class NoticeForm(forms.Form):
    """Whether the member wants notices of a view in clear."""

    use_required_attribute = False
    notices = forms.BooleanField(
        label=_("Send me a notice by mail at the fixed hours"),
        help_text=_(
            "With notices, something waits for you, too, when a tip in this view is unread, due "
            "today or late. A mail never says what is in the view, nor how much."
        ),
        required=False,
    )


class ViewForm(NoticeForm, NameForm):
    """A view in clear: who else has it, and whether the member wants notices of it."""

    shared = forms.BooleanField(
        label=_("Everybody in my agency sees it among the saved views"), required=False
    )
    field_order = ("name", "shared", "notices")
