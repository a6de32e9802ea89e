"""The forms that name a person: by an administrator, by a lead, at the first set-up."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import GRANTED_BY_ADMINS

check_username = RegexValidator(
    r"\A[a-z][a-z0-9._-]*\Z",
    _("Use small letters a to z, digits, dots and dashes; begin with a letter."),
)


class PersonForm(forms.Form):
    """Name and user name of somebody new."""

    use_required_attribute = False
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        error_messages={
            "required": _("Write the person's name."),
            "max_length": _("That name is too long."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("User name"),
        help_text=_("To sign in with. It cannot be changed later."),
        min_length=2,
        max_length=60,
        validators=[check_username],
        error_messages={
            "required": _("Write a user name."),
            "min_length": _("That user name is too short."),
            "max_length": _("That user name is too long."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_username(self) -> str:
        """The name. Raises ValidationError when somebody has it."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username=name).exists():
            raise forms.ValidationError(_("Somebody has this user name already."))
        return name


class RolesField(forms.MultipleChoiceField):
    """The roles that an administrator gives."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Roles"),
            required=False,
            choices=[(role.value, role.label) for role in GRANTED_BY_ADMINS],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Choose among the roles shown.")},
            **kwargs,
        )


class NewAccountForm(PersonForm):
    """Somebody new, with the roles that an administrator gives."""

    roles = RolesField(
        help_text=_("Who reads tips gets that role later, from a lead."),
    )


class RolesForm(forms.Form):
    """The roles of somebody, as far as an administrator gives them."""

    use_required_attribute = False
    roles = RolesField()
