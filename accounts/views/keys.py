"""The lead's page of the agency's keys, and the recovery sheet."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import agencies, key_care, pin, recovery, trust
from accounts.form_page import Link, form_page
from accounts.gate import needs
from accounts.models import Agency
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from accounts.views.sheet import show_sheet
from vault.identity import Identity


@needs(Role.LEAD)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The generations of keys, whether the pin is on the newest, and the recovery sheet."""
    agency = led_agency(request)
    chain = trust.chain_of(agency)
    newest = trust.as_epoch(chain[-1]).fingerprint
    context = {
        "agency": agency,
        "epochs": [(epoch, trust.as_epoch(epoch).fingerprint) for epoch in reversed(chain)],
        "pin_is_behind": agency.takes_tips_in and pin.pinned() != newest,
        "newest": newest,
        "sheet_checked": recovery.was_checked(chain[-1]),
    }
    return render(request, "accounts/keys.html", context)


class NewKeysForm(forms.Form):
    """Whether a new recovery sheet is made with the new keys."""

    use_required_attribute = False
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    sheet = forms.BooleanField(
        label=gettext_lazy("Print a new recovery sheet, too"),
        help_text=gettext_lazy("The old sheet opens nothing that comes later. Destroy it."),
        required=False,
    )


@needs(Role.LEAD, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_keys(request: HttpRequest) -> HttpResponse:
    """New keys for the agency; with them, if wanted, a new recovery sheet."""
    agency = led_agency(request)
    form = NewKeysForm(
        request.POST if request.method == "POST" else None,
        initial={"expected": trust.newest_epoch(agency).number},
    )
    if form.is_valid():
        try:
            return _rotated(request, agency, **form.cleaned_data)
        except agencies.KeysAreNewer:
            messages.error(
                request,
                _("There are newer keys already. If you saw no new sheet, make new keys again."),
            )
            return redirect("staff_keys")
    return form_page(
        request,
        form,
        title=_("New keys for the agency"),
        intro=[
            _("New tips are sealed to the new keys. Members notice nothing."),
            _("Older tips are sealed again afterwards, on the page of the keys."),
        ],
        button=_("Make new keys"),
        back=_to_keys(),
    )


def _rotated(request: HttpRequest, agency: Agency, *, expected: int, sheet: bool) -> HttpResponse:
    if sheet:
        identity = Identity.generate()
        recipient = identity.recipient
        agencies.rotate(member_of(request), agency, recovery_recipient=recipient, expected=expected)
        return show_sheet(request, identity, agency.name)
    agencies.rotate(member_of(request), agency, expected=expected)
    messages.success(request, _("The agency has new keys."))
    return redirect("staff_keys")


@needs(Role.LEAD, fresh=True)
@require_POST
def move_pin(request: HttpRequest) -> HttpResponse:
    """Writes the newest fingerprint to the file of the pin."""
    agency = led_agency(request)
    if agency.takes_tips_in and key_care.pin_newest(by=member_of(request).user):
        messages.success(request, _("The pin is on the newest keys."))
    else:
        messages.error(request, _("The pin is a setting: the person who runs this server sets it."))
    return redirect("staff_keys")


def _to_keys() -> Link:
    return Link(reverse("staff_keys"), _("Keys"))
