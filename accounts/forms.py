"""The two forms of signing in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class PasswordForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        error_messages={
            "required": _("Write your user name."),
            "max_length": _("That user name is too long."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        error_messages={
            "required": _("Write your password."),
            "max_length": _("That password is too long."),
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    use_required_attribute = False


class CodeForm(forms.Form):
    """The one-time code of the authenticator app."""

    code = forms.RegexField(
        label=_("One-time code"),
        help_text=_("Open the authenticator app on your telephone. Write the 6 digits it shows."),
        regex=r"^[0-9]{6}$",
        error_messages={
            "required": _("Write the 6 digits."),
            "invalid": _("The code has 6 digits."),
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "mh-code-input",
            }
        ),
    )
    use_required_attribute = False


class LanguageForm(forms.Form):
    """The language that the staff pages and the CMS speak."""

    language = forms.ChoiceField(
        label=_("Language of the staff pages"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose one of the languages shown."),
        },
    )
    use_required_attribute = False
