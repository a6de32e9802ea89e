"""Changing one's own password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import audit, services, session, throttle
from accounts.form_page import Link, form_page
from accounts.gate import needs_sign_in
from accounts.keys import open_member_identity
from accounts.models import User
from accounts.new_password import ChangePasswordForm
from accounts.request import member_of
from accounts.unlocked import Unlocked
from accounts.views.sentences import too_many_tries
from vault.errors import Unopenable


@needs_sign_in(fresh=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Seals the person's keys under another password and ends all their other sessions."""
    unlocked = member_of(request)
    data = request.POST if request.method == "POST" else None
    form = ChangePasswordForm(data, user=unlocked.user)
    if form.is_valid():
        try:
            if _is_right(unlocked.user, form.cleaned_data["present"]):
                return _change(request, unlocked, form.cleaned_data["password"])
            form.add_error("present", _("This is not your password."))
        except throttle.TooManyTries as full:
            form.add_error("present", too_many_tries(full))
        except services.AccountChanged:
            form.add_error(None, _("Your account was changed meanwhile. Sign in again."))
    return form_page(
        request,
        form,
        title=_("Change your password"),
        button=_("Change"),
        back=Link(reverse("staff_account"), _("Your account")),
        template="accounts/new_password.html",
    )


def _change(request: HttpRequest, unlocked: Unlocked, password: str) -> HttpResponse:
    services.change_password(unlocked, password)
    messages.success(request, _("Your password is changed. Other sessions have ended."))
    response = redirect("staff_account")
    session.renew(request, response, unlocked)
    return response


def _is_right(user: User, password: str) -> bool:
    """Whether this is the present password. Raises TooManyTries; wrong ones go to the trail."""
    taken = throttle.take(throttle.PER_PASSWORD, str(user.pk).encode())
    try:
        open_member_identity(user, password)
    except Unopenable:
        audit.record("password.wrong", by=user, target=f"user/{user.username}")
        return False
    taken.give_back()
    return True
