"""The page on which a sender lets Google check that they are a person.

Google's script runs on it and could read it: nothing is on it but the sealed request that waits.
"""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.views.decorators.http import require_http_methods

from reports.intake import budgets
from reports.intake.holding import opens_held_itself, take_up
from reports.intake.pages import form_page
from reports.intake.recaptcha import PersonForm
from reports.intake.tickets import Wait
from reports.intake.tokens import BadToken, HeldToken

_SCRIPT = "https://www.google.com/recaptcha/api.js"
_POLICY = {
    "script-src": [
        SELF,
        "https://www.google.com/recaptcha/",
        "https://www.gstatic.com/recaptcha/",
    ],
    "frame-src": ["https://www.google.com/recaptcha/", "https://recaptcha.google.com/recaptcha/"],
    "connect-src": [SELF, "https://www.google.com/recaptcha/"],
}


@form_page
@opens_held_itself
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Google's box and the other way; with a solved box, the answer to what was held.

    Raises Http404 where no operator has turned it on.
    """
    if not settings.RECAPTCHA_PUBLIC_KEY:
        raise Http404
    if request.method != "POST":
        return redirect("report_start")
    held = HeldToken.open(request.POST.get("held", ""))
    if held.wait != Wait.PRESSURE:  # being a person ends no other wait
        raise BadToken
    solved = "g-recaptcha-response" in request.POST and request.POST.get("go") != "stay"
    if not solved:
        return _show(request, held, PersonForm())
    budgets.take(request, budgets.STEPS)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _show(request, held, form)
    held.passed = True
    return _answer(request, held)


def _answer(request: HttpRequest, held: HeldToken) -> HttpResponse:
    """The page that the held request leads to, under its own policy."""
    match = resolve(reverse(held.view))
    view: Callable[..., HttpResponse] = match.func
    take_up(request, held)
    request.resolver_match = match
    return view(request, *match.args, **match.kwargs)


def _show(request: HttpRequest, held: HeldToken, form: PersonForm) -> HttpResponse:
    context: dict[str, Any] = {
        "held": held.seal(),
        "form_id": held.id,
        "action": reverse(held.view),
        "form": form,
        "errors": form.errors.get("person", []),
        "site_key": settings.RECAPTCHA_PUBLIC_KEY,
        "script": f"{_SCRIPT}?hl={_language(request)}",
    }
    response = render(request, "intake/person_check.html", context)
    response._csp_replace = _POLICY  # type: ignore[attr-defined]
    return response


def _language(request: HttpRequest) -> str:
    """Google knows no Tetum: it speaks Portuguese then."""
    code = str(getattr(request, "LANGUAGE_CODE", "en"))
    return {"tet": "pt-PT", "pt": "pt-PT"}.get(code, code)
