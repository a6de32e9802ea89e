"""Choosing a password: a generated passphrase is offered first."""

import re
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from vault.passphrases import new_passphrase

_OFFERED = re.compile(r"[a-z]{3,8}(?:-[a-z]{3,8}){5}")


def _password_field(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        error_messages={"required": missing, "max_length": _("That password is too long.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewPasswordForm(forms.Form):
    """A password, typed twice. `offered` is the passphrase on the page, whether taken or not."""

    use_required_attribute = False
    password = _password_field(_("Password"), _("Write a password."))
    again = _password_field(_("The same password again"), _("Write the password again."))
    offered = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, user: User | None = None, **kwargs: Any) -> None:
        sent = data.get("offered", "") if data is not None else ""
        # The same one again after an error: somebody may have written it down already.
        self.passphrase = sent if _OFFERED.fullmatch(sent) else new_passphrase()
        if data is not None:
            data = data.copy()
            data["offered"] = self.passphrase
        super().__init__(data, **kwargs)
        self.user = user
        self.initial["offered"] = self.passphrase

    def clean_password(self) -> str:
        """The password. Raises ValidationError when it is short or common."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """All fields; an error at the second when it differs."""
        cleaned = super().clean() or {}
        if "again" in cleaned and cleaned.get("password") not in {None, cleaned["again"]}:
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The present password first: an open session alone must not suffice."""

    present = forms.CharField(
        label=_("Your password now"),
        max_length=200,
        strip=False,
        error_messages={
            "required": _("Write your password."),
            "max_length": _("That password is too long."),
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("present", "password", "again", "offered")
