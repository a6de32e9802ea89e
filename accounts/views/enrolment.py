"""Enrolling by a one-time link: a password, then a second factor, before anything else."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import (
    audit,
    invitations,
    passkey_challenge,
    passkeys,
    recovery_codes,
    services,
    session,
    totp,
)
from accounts.bounded_events import record_bounded
from accounts.form_page import form_page
from accounts.forms import CodeForm
from accounts.gate import open_to_all
from accounts.models import Invitation, User
from accounts.new_password import NewPasswordForm
from accounts.passkey_challenge import Purpose
from accounts.unlocked import Unlocked
from accounts.views.factors import app_secret
from accounts.views.passkey import answer_of, default_name, question

_PENDING = "invitation"
STEP = "/staff/enrolling/"


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
    if user is None or not user.is_active:
        return unusable_link(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        return to_second_factor(request, invitation, user, form.cleaned_data["password"])
    return password_page(
        request,
        form,
        title=_("Welcome, %(name)s") % {"name": user.full_name},
        intro=[_("Your user name is %(username)s.") % {"username": user.username}],
    )


def password_page(
    request: HttpRequest, form: forms.Form, *, title: str, intro: list[str]
) -> HttpResponse:
    """The page on which somebody new chooses a password."""
    return form_page(
        request,
        form,
        title=title,
        intro=[*intro, _("First a password, then a second factor. Then you are in.")],
        button=_("Continue"),
        template="accounts/new_password.html",
    )


def unusable_link(request: HttpRequest) -> HttpResponse:
    """The page for a link that was used, is too old, or is none of ours: which, is not told."""
    return render(request, "accounts/unusable_link.html", status=410)


def to_second_factor(
    request: HttpRequest, invitation: Invitation, user: User, password: str
) -> HttpResponse:
    """Gives the account its keys and leads on. The link works until the factor is confirmed."""
    try:
        with transaction.atomic():
            invitations.still_usable(invitation)
            services.forget_factors(user)
            identity = services.give_keys(user, password)
    except (invitations.UnusableInvitation, services.AccountChanged):
        return unusable_link(request)
    response = redirect("staff_enrol_factor")
    session.begin(request, response, user, identity, step=STEP)
    request.session[_PENDING] = invitation.pk
    return response


def _pending(request: HttpRequest) -> tuple[Unlocked, Invitation] | None:
    """Who is enrolling in this session, while their link can still be used."""
    unlocked = session.half_way(request, step=STEP)
    invitation = Invitation.objects.usable().filter(pk=request.session.get(_PENDING) or 0).first()
    if unlocked is None or invitation is None or invitation.user not in {None, unlocked.user}:
        return None
    return unlocked, invitation


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_factor(request: HttpRequest) -> HttpResponse:
    """An authenticator app, confirmed by its first code; or, with a script, a passkey."""
    pending = _pending(request)
    if pending is None:
        at_this_step = session.half_way(request, step=STEP) is not None
        return unusable_link(request) if at_this_step else redirect("staff_sign_in")
    unlocked, invitation = pending
    services.offer_totp(unlocked.user)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if totp.use_waiting(unlocked.user, form.cleaned_data["code"]):
            return _finish(request, unlocked, invitation)
        record_bounded("factor.wrong", by=unlocked.user, kind="first code")
        form.add_error("code", _("That code is not right. Wait for a new one and try again."))
    context = {
        "form": form,
        "title": _("Second factor"),
        "button": _("Continue"),
        **app_secret(totp.waiting_secret(unlocked.user) or b"", unlocked.user.username),
    }
    return render(request, "accounts/enrol_factor.html", context)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def ask_first_passkey(request: HttpRequest) -> HttpResponse:
    """Asks for a passkey to be made in the place of an authenticator app."""
    pending = _pending(request)
    if pending is None or request.method != "POST":
        return redirect(session.next_step(request))
    return question(request, Purpose.FIRST, passkeys.ask_for_new(pending[0].user))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def first_passkey(request: HttpRequest) -> HttpResponse:
    """Keeps the passkey that was made, and is done."""
    pending = _pending(request)
    if pending is None or request.method != "POST":
        return redirect(session.next_step(request))
    unlocked, invitation = pending
    challenge = passkey_challenge.take(request.session, Purpose.FIRST)
    try:
        passkeys.keep_new(
            unlocked.user,
            name=default_name(request),
            answer=answer_of(request),
            challenge=challenge,
        )
    except passkeys.BadPasskey:
        messages.error(request, _("That passkey was not added. Try again."))
        return redirect(STEP)
    return _finish(request, unlocked, invitation)


def _finish(request: HttpRequest, unlocked: Unlocked, invitation: Invitation) -> HttpResponse:
    """Uses the link up, signs the person in, and shows the recovery codes, once."""
    user = unlocked.user
    try:
        with transaction.atomic():
            # The link of the set-up lasts until the agency is founded.
            if invitation.user is not None:
                invitations.use_up(invitation)
                invitations.withdraw(user)
            codes = recovery_codes.make(user)
            audit.record("invitation.used", by=user, target=f"user/{user.username}")
    except invitations.UnusableInvitation:
        return unusable_link(request)
    response = render(request, "accounts/recovery_codes.html", {"codes": codes, "enrolled": True})
    session.complete(request, response, unlocked)
    return response
