"""How to be safer: what this site and this telephone can and cannot hide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.intake.pages import form_page

# What these apps write into every request of the browser inside them.
_APPS = ("FBAN/", "FBAV/", "FB_IAB/", "Instagram ")


@form_page
@require_safe
def safer(request: HttpRequest) -> HttpResponse:
    """Step by step, in plain words."""
    return render(request, "intake/safer.html")


def in_an_app(request: HttpRequest) -> bool:
    """Whether the page is shown inside an app that keeps the visit to itself.

    Read for this one page, and put nowhere.
    """
    agent = request.headers.get("User-Agent", "")
    return any(sign in agent for sign in _APPS)
