"""The forms of signing in and of one's own account."""

from typing import Any

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


class RecoveryCodeForm(forms.Form):
    """One of the codes on paper."""

    code = forms.CharField(
        label=_("Recovery code"),
        help_text=_("One of the codes that you wrote down or printed. Each works once."),
        max_length=30,
        error_messages={
            "required": _("Write one of your recovery codes."),
            "max_length": _("A recovery code has 10 letters and digits."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    use_required_attribute = False


class PasskeyNameForm(forms.Form):
    """How a passkey is called in the person's own list."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("For example: my telephone."),
        max_length=60,
        required=False,
        error_messages={"max_length": _("That name is too long.")},
    )
    use_required_attribute = False

    def clean_name(self) -> Any:
        """The name on one line."""
        return " ".join(self.cleaned_data["name"].split())


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
