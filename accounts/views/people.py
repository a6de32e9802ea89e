"""The administrator's pages: accounts and the roles that need no key."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import invitations, services
from accounts.form_page import Link, form_page
from accounts.gate import needs
from accounts.models import RoleGrant, User
from accounts.new_person import NewAccountForm, RolesForm
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import GRANTED_BY_ADMINS, Role
from accounts.views.link import show_link


@needs(Role.ADMIN)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """All accounts."""
    accounts = User.objects.with_state().order_by("full_name")
    return render(request, "accounts/people.html", {"people": accounts})


@needs(Role.ADMIN, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Opens an account and shows the link to enrol with, once."""
    form = NewAccountForm(request.POST or None)
    if form.is_valid():
        by = member_of(request).user
        with transaction.atomic():
            user = services.open_account(
                by=by,
                username=form.cleaned_data["username"],
                full_name=form.cleaned_data["full_name"],
            )
            for role in form.cleaned_data["roles"]:
                services.grant_role(user, Role(role), by=by)
            token = invitations.invite(user, by=by)
        return show_link(request, user, token, back=_to_people())
    return form_page(
        request, form, title=_("New account"), button=_("Make the link"), back=_to_people()
    )


@needs(Role.ADMIN, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One account: its roles, and what can be done with it."""
    user = get_object_or_404(User.objects.with_state(), username=username)
    held = sorted(user.grants.values_list("role", flat=True))
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": held})
    if form.is_valid():
        if _set_roles(request, user, form.cleaned_data["roles"]):
            messages.success(request, _("The roles are saved."))
            return redirect("staff_person", username=username)
        record_refused_request(request, member_of(request).user)
        form.add_error("roles", _("There must be an administrator other than this person."))
    context = {"person": user, "form": form, "back": _to_people()}
    return render(request, "accounts/person.html", context)


def _set_roles(request: HttpRequest, user: User, chosen: list[str]) -> bool:
    by = member_of(request).user
    held = set(user.grants.values_list("role", flat=True))
    with transaction.atomic():
        if Role.ADMIN in held and Role.ADMIN not in chosen and _is_last_admin(user):
            return False
        for role in GRANTED_BY_ADMINS:
            if role in chosen and role not in held:
                services.grant_role(user, role, by=by)
            elif role in held and role not in chosen:
                services.revoke_role(user, role, by=by)
    return True


def _is_last_admin(user: User) -> bool:
    others = RoleGrant.objects.select_for_update().filter(
        role=Role.ADMIN, user__is_active=True, user__recipient__isnull=False
    )
    return not others.exclude(user=user).exists()


@needs(Role.ADMIN, fresh=True)
@require_POST
def new_link(request: HttpRequest, username: str) -> HttpResponse:
    """Another link for somebody who has not enrolled; the one before stops working."""
    user = get_object_or_404(User, username=username, recipient=None)
    token = invitations.invite(user, by=member_of(request).user)
    return show_link(request, user, token, back=_to_people())


class RestoreForm(forms.Form):
    """Nothing to fill in: the page says what happens."""


@needs(Role.ADMIN, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, username: str) -> HttpResponse:
    """Gives an account back to somebody who lost password or telephone: no role, no key."""
    user = get_object_or_404(User, username=username)
    back = Link(reverse("staff_person", args=[username]), user.full_name)
    form = RestoreForm(request.POST if request.method == "POST" else None)
    with transaction.atomic():
        if user == member_of(request).user or _is_last_admin_of_all(user):
            return _for_another_admin(request, username)
        if form.is_valid():
            by = member_of(request).user
            services.restore_account(user, by=by)
            return show_link(request, user, invitations.invite(user, by=by), back=back)
    return form_page(
        request,
        form,
        title=_("Give the account of %(name)s back") % {"name": user.full_name},
        intro=[
            _("Do this when somebody lost their password or all their second factors."),
            _("Be sure that you speak with this person: meet, or call a number you know."),
            _("All sessions end. Password, second factors, roles and keys of this account go."),
            _("The person gets a new link. A lead has to give roles for tips again."),
        ],
        button=_("Take everything away and make a new link"),
        warning=True,
        back=back,
    )


@needs(Role.ADMIN, fresh=True)
@require_POST
def set_active(request: HttpRequest, username: str) -> HttpResponse:
    """Shuts an account, or opens it again."""
    user = get_object_or_404(User, username=username)
    by = member_of(request).user
    active = request.POST.get("active") == "yes"
    with transaction.atomic():
        if user == by or (not active and _is_last_admin_of_all(user)):
            return _for_another_admin(request, username)
        if user.is_active != active:
            services.set_active(user, active=active, by=by)
    return redirect("staff_person", username=username)


def _is_last_admin_of_all(user: User) -> bool:
    return user.grants.filter(role=Role.ADMIN).exists() and _is_last_admin(user)


def _for_another_admin(request: HttpRequest, username: str) -> HttpResponse:
    record_refused_request(request, member_of(request).user)
    messages.error(request, _("Another administrator has to do this."))
    return redirect("staff_person", username=username)


def _to_people() -> Link:
    return Link(reverse("staff_people"), _("All accounts"))
