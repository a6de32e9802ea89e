"""The first set-up of an instance: the first lead, the agency, its recovery sheet."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import agencies, audit, factors, invitations, services, session
from accounts.form_page import form_page
from accounts.gate import open_to_all
from accounts.models import Agency, Invitation, User
from accounts.new_password import NewPasswordForm
from accounts.new_person import PersonForm
from accounts.unlocked import Unlocked
from accounts.views.enrolment import password_page, to_second_factor, unusable_link
from accounts.views.sheet import show_sheet
from vault.identity import Identity


class FirstPersonForm(NewPasswordForm, PersonForm):
    """The first lead."""

    field_order = ("full_name", "username", "password", "again", "offered")

    def clean_username(self) -> str:
        """The name: of somebody new, or of somebody who stopped half-way through the set-up."""
        name: str = self.cleaned_data["username"]
        begun = User.objects.filter(username=name).first()
        if begun is not None and not factors.has_any(begun):
            return name
        return super().clean_username()


class AgencyForm(forms.Form):
    """The agency that takes tips in."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name of the agency"),
        help_text=gettext_lazy("The office whose members read tips, for example the secretariat."),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Write the name of the agency."),
            "max_length": gettext_lazy("That name is too long."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """First who the lead is, then, when signed in, the agency: one link leads through both."""
    try:
        invitation = invitations.find(token)
    except invitations.UnusableInvitation:
        return unusable_link(request)
    if invitation.user is not None or Agency.objects.exists():
        return unusable_link(request)
    unlocked = session.signed_in(request)
    if unlocked is None:
        return _first_person(request, invitation)
    return _agency(request, invitation, unlocked)


def _first_person(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = FirstPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        username = form.cleaned_data["username"]
        user = User.objects.filter(username=username).first() or services.open_account(
            by=None, username=username, full_name=form.cleaned_data["full_name"]
        )
        return to_second_factor(request, invitation, user, form.cleaned_data["password"])
    return password_page(
        request,
        form,
        title=_("Set this site up"),
        intro=[
            _("You become the first lead: you read tips, give roles and look after the keys."),
            _("Afterwards open this link again, signed in, to found the agency."),
        ],
    )


def _agency(request: HttpRequest, invitation: Invitation, unlocked: Unlocked) -> HttpResponse:
    form = AgencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sheet = Identity.generate()
        name = form.cleaned_data["name"]
        try:
            _found(invitation, unlocked, name, sheet)
        except invitations.UnusableInvitation:
            return unusable_link(request)
        except agencies.PinNotWritten:
            form.add_error(None, _NO_PIN)
        else:
            return show_sheet(request, sheet, name)
    return form_page(
        request,
        form,
        title=_("Found the agency"),
        intro=[
            _("This makes the keys that tips are sealed to, and a recovery sheet."),
            _("Have a printer or paper ready: the sheet is shown once."),
            _("If every member's password and the sheet are lost, the tips are lost."),
        ],
        button=_("Make the keys and show the sheet"),
    )


_NO_PIN = gettext_lazy(
    "The fingerprint of the keys could not be written outside the database. The person who runs "
    "this server makes its folder writable, or unsets TRUST_PIN; then try again."
)


@transaction.atomic
def _found(invitation: Invitation, unlocked: Unlocked, name: str, sheet: Identity) -> None:
    invitations.use_up(invitation)
    agencies.found_agency(
        slug=slugify(name)[:50] or "agency",
        name=name,
        takes_tips_in=True,
        lead=unlocked.user,
        recovery_recipient=sheet.recipient,
    )
    audit.record("setup.done", by=unlocked.user)
