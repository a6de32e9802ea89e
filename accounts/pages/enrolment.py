"""Enrolling by a one-time link: a password, then a second factor, before anything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import invitations, services, session
from accounts.form_page import form_page
from accounts.gate import open_to_all
from accounts.models import Invitation, User
from accounts.new_password import NewPasswordForm


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: who it is for, and a password."""
    try:
        invitation = invitations.find(token)
    except invitations.UnusableInvitation:
        return unusable_link(request)
    user = invitation.user
    if user is None:  # the link of the set-up has a page of its own
        return unusable_link(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        return go_on_to_factor(request, invitation, user, form.cleaned_data["password"])
    return form_page(
        request,
        form,
        title=_("Welcome, %(name)s") % {"name": user.full_name},
        intro=[
            _("Your user name is %(username)s.") % {"username": user.username},
            _("First a password, then a second factor. Then you are in."),
        ],
        button=_("Continue"),
        template="accounts/new_password.html",
    )
