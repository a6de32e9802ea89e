"""The recovery sheet: shown once, checked, used."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import key_care, recovery, trust
from accounts.bounded_events import record_bounded
from accounts.form_page import Link, form_page
from accounts.gate import needs, needs_sign_in
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from vault.errors import VaultError
from vault.identity import Identity


def show_sheet(request: HttpRequest, identity: Identity, agency: str) -> HttpResponse:
    """The recovery sheet, this once: nothing keeps it."""
    context = {"sheet": recovery.printed(identity), "agency": agency}
    return render(request, "accounts/sheet.html", context)


class SheetForm(forms.Form):
    """The words of a recovery sheet."""

    use_required_attribute = False
    words = forms.CharField(
        label=gettext_lazy("The 24 words of the sheet"),
        help_text=gettext_lazy("In their order. The first four letters of each word suffice."),
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Write the words of the sheet."),
            "max_length": gettext_lazy("That is too long for a sheet."),
        },
        widget=forms.Textarea(
            attrs={
                "rows": 6,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def clean_words(self) -> Identity:
        """The identity of the sheet. Raises ValidationError when these are no such words."""
        sheet = recovery.read_sheet(self.cleaned_data["words"])
        if sheet is None:
            raise forms.ValidationError(
                gettext_lazy("These are not the words of a sheet. Look for a slip in one of them.")
            )
        return sheet


@needs(Role.LEAD, fresh=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check_sheet(request: HttpRequest) -> HttpResponse:
    """Whether the sheet in the drawer is the one that opens the agency's keys."""
    form = SheetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        epoch = trust.newest_epoch(led_agency(request))
        if recovery.check_sheet(form.cleaned_data["words"], epoch, by=member_of(request).user):
            messages.success(request, _("This is the right sheet. Put it in a safe place."))
            return redirect("staff_keys")
        record_bounded("recovery.refused", by=member_of(request).user)
        form.add_error("words", _("This is the sheet of other keys."))
    return form_page(
        request,
        form,
        title=_("Check the recovery sheet"),
        intro=[_("Type the words from the paper, not from a screen.")],
        button=_("Check"),
        back=Link(reverse("staff_keys"), _("Keys")),
    )


@needs_sign_in(fresh=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def use_sheet(request: HttpRequest) -> HttpResponse:
    """Whoever holds the sheet of an agency becomes its lead, with all its keys."""
    form = SheetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        user = member_of(request).user
        try:
            key_care.recover(form.cleaned_data["words"], user)
        except VaultError:
            record_bounded("recovery.refused", by=user)
            form.add_error("words", _("This sheet opens no keys that are in use."))
        else:
            messages.success(request, _("You are lead now. Make new keys and a new sheet."))
            return redirect("staff_keys")
    return form_page(
        request,
        form,
        title=_("Use a recovery sheet"),
        intro=[
            _("For when no lead can open the keys of the agency any more."),
            _("You become lead. Everybody who reads the trail sees it."),
        ],
        button=_("Use the sheet"),
        warning=True,
        back=Link(reverse("staff_account"), _("Your account")),
    )
