"""The lead's pages: who belongs to the agency, who joins, with which role."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import agencies, invitations, services, trust
from accounts.form_page import Link, form_page
from accounts.gate import needs
from accounts.models import Agency, RoleGrant, SignedGrant, User
from accounts.new_person import PersonForm
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import GRANTED_BY_LEADS, Role
from accounts.views.link import show_link


@dataclass(frozen=True)
class Doubtful:
    """A row that names a role and that is not believed."""

    user: User
    role: str


def led_agency(request: HttpRequest) -> Agency:
    """The agency whose lead this is. Raises Http404."""
    agency = member_of(request).led_agency
    if agency is None:
        raise Http404
    return agency


@needs(Role.LEAD)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The members of the agency, those who could join, and rows that are not believed."""
    agency = led_agency(request)
    present = trust.members_of(agency)
    context = {
        "agency": agency,
        "members": present,
        "doubtful": _doubtful(agency, present),
        "others": User.objects.filter(is_active=True, recipient__isnull=False)
        .exclude(pk__in=[grant.user_id for grant in present])
        .order_by("full_name"),
        "invited": User.objects.filter(is_active=True, recipient=None).order_by("full_name"),
        "invite_admin": not _there_is_an_admin(),
    }
    return render(request, "accounts/members.html", context)


def _there_is_an_admin() -> bool:
    """Somebody who was invited and never enrolled is none: their link may be lost."""
    return RoleGrant.objects.filter(
        role=Role.ADMIN, user__is_active=True, user__recipient__isnull=False
    ).exists()


def _doubtful(agency: Agency, present: list[SignedGrant]) -> list[Doubtful]:
    rows = agency.grants.filter(role__in=GRANTED_BY_LEADS).select_related("user")
    known = {grant.pk for grant in present}
    return [Doubtful(row.user, row.get_role_display()) for row in rows if row.pk not in known]


class InviteForm(PersonForm):
    """Somebody new, who joins the agency after enrolling."""


class FirstAdminForm(PersonForm):
    """The first administrator, whom the first lead invites."""


@needs(Role.LEAD, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Opens an account without a role and shows the link to enrol with, once."""
    return _invite(
        request,
        title=_("Invite somebody"),
        intro=[_("Afterwards this person gets a role on the page of the members.")],
        roles=(),
    )


@needs(Role.LEAD, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_admin(request: HttpRequest) -> HttpResponse:
    """Invites the first administrator; as soon as there is one, administrators invite others."""
    if _there_is_an_admin():
        record_refused_request(request, member_of(request).user)
        raise Http404
    return _invite(
        request,
        title=_("Invite the administrator"),
        intro=[
            _("An administrator opens accounts, gives them back, and never reads a tip."),
            _("Choose somebody else than yourself, if you can."),
        ],
        roles=(Role.ADMIN,),
    )


def _invite(
    request: HttpRequest, *, title: str, intro: list[str], roles: tuple[Role, ...]
) -> HttpResponse:
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = member_of(request).user
        with transaction.atomic():
            user = services.open_account(by=by, **form.cleaned_data)
            for role in roles:
                services.grant_role(user, role, by=by)
            token = invitations.invite(user, by=by)
        return show_link(request, user, token, back=to_members())
    return form_page(
        request, form, title=title, intro=intro, button=_("Make the link"), back=to_members()
    )


class AppointForm(forms.Form):
    """The role of somebody in the agency."""

    use_required_attribute = False
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, role.label) for role in GRANTED_BY_LEADS],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a role."),
            "invalid_choice": gettext_lazy("Choose one of the roles shown."),
        },
    )


class FirstAppointForm(AppointForm):
    """The role of somebody new, with the digits that they read out."""

    digits = forms.CharField(
        label=gettext_lazy("The 24 digits of this person"),
        help_text=gettext_lazy(
            "Call a number you know, or meet. The person reads the digits on the page Your account."
        ),
        max_length=60,
        error_messages={"required": gettext_lazy("Write the 24 digits.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "mh-code-input"}
        ),
    )

    def clean_digits(self) -> str:
        """The digits alone."""
        return "".join(sign for sign in self.cleaned_data["digits"] if sign.isdecimal())


@needs(Role.LEAD, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, username: str) -> HttpResponse:
    """Gives somebody a role in the agency; the agency's keys are sealed to them."""
    agency = led_agency(request)
    user = get_object_or_404(User, username=username, is_active=True, recipient__isnull=False)
    present = next((g for g in trust.members_of(agency) if g.user_id == user.pk), None)
    form = (AppointForm if present else FirstAppointForm)(
        request.POST if request.method == "POST" else None,
        initial={"role": present.role if present else ""},
    )
    if form.is_valid():
        try:
            missing = agencies.appoint(
                member_of(request),
                user,
                Role(form.cleaned_data["role"]),
                agency=agency,
                said_digits=form.cleaned_data.get("digits", ""),
            )
        except agencies.WrongFingerprint:
            if "digits" not in form.fields:  # other keys since the page was opened
                return redirect("staff_member", username=username)
            services.record_wrong_digits(user, by=member_of(request).user)
            form.add_error("digits", _WRONG_DIGITS)
        except agencies.LastLead:
            record_refused_request(request, member_of(request).user)
            form.add_error("role", _("There must be another lead first."))
        else:
            messages.success(request, _("The role is given."))
            if missing:
                messages.warning(request, _("Some older tips stay closed to this person."))
            return redirect("staff_members")
    context = {"person": user, "form": form, "present": present, "back": to_members()}
    return render(request, "accounts/member.html", context)


_WRONG_DIGITS = gettext_lazy(
    "These are not this person's digits. Listen again. If they differ again, give no role: "
    "tell the person who runs this server."
)


def to_members() -> Link:
    """The way back to the list of members."""
    return Link(reverse("staff_members"), _("All members"))
