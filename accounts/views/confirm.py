"""Step-up: the second factor once more."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import audit, session
from accounts.addresses import page_to_return_to
from accounts.gate import needs_sign_in
from accounts.request import member_of
from accounts.unlocked import Unlocked
from accounts.views.factor_step import ask_factor


@needs_sign_in
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks for a second factor and leads back to the page that wanted it."""
    unlocked = member_of(request)
    page = page_to_return_to(request.GET.get("next", ""))
    asked = ask_factor(request, unlocked.user)
    if asked.given:
        return confirmed(request, unlocked, page)
    return render(
        request, "accounts/confirm.html", {**asked.context, "next": page}, status=asked.status
    )


def confirmed(request: HttpRequest, unlocked: Unlocked, page: str) -> HttpResponse:
    """The factor was right: from now on it counts as fresh."""
    session.freshen(request)
    user = unlocked.user
    audit.record("factor.confirmed", by=user, target=f"user/{user.username}")
    return HttpResponseRedirect(page)
