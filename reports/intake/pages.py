"""What all pages of the form and the conversation have in common."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from reports.intake.holding import answer_or_hold
from reports.intake.store import Gone, Withdrawn
from reports.intake.tokens import BadToken, DeadToken, ExpiredToken
from vault.errors import Unopenable, Untrusted

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def form_page(view: View) -> View:
    """Keeps a page out of every cache and search engine, and lets its Leave button leave.

    A view that asks to wait is answered by the page that holds what was sent.

    Chromium applies `form-action` to the redirect that answers a form, too: hence the neutral site.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response = answer_or_hold(view, request, **kwargs)
        except (DeadToken, ExpiredToken):  # of the page that held what was sent
            response = closed(request)
        except (BadToken, UnreadablePostError):  # the latter: the rest of it never came
            response = unusable(request)
        except Untrusted:
            logger.critical("The keys in the database are not those that the pin names.")
            response = untrusted(request)
        except Unopenable:
            logger.critical("The pieces of a tip in the database do not fit together.")
            response = damaged(request)
        except Gone:
            response = gone(request)
        except Withdrawn:
            response = withdrawn(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        neutral = urlsplit(settings.LEAVE_URL)
        response._csp_replace = {  # type: ignore[attr-defined]
            **getattr(response, "_csp_replace", {}),
            "form-action": [SELF, f"{neutral.scheme}://{neutral.netloc}"],
        }
        return response

    return wrapped


def closed(request: HttpRequest) -> HttpResponse:
    """The page of a form that somebody left or finished with: neither answers nor code."""
    return render(request, "intake/closed.html", status=410)


def unusable(request: HttpRequest) -> HttpResponse:
    """The page for a token that we did not make, or no longer know."""
    return render(request, "intake/unusable.html", status=400)


def damaged(request: HttpRequest) -> HttpResponse:
    """The page for a tip whose pieces in the database do not fit together any more."""
    return render(request, "intake/damaged.html")


def gone(request: HttpRequest) -> HttpResponse:
    """The page for a code that opened a tip and opens nothing any more."""
    return render(request, "intake/gone.html", status=410)


def withdrawn(request: HttpRequest) -> HttpResponse:
    """The page for a form whose tip was withdrawn meanwhile: its words were not added."""
    return render(request, "intake/not_added.html", status=410)


def untrusted(request: HttpRequest) -> HttpResponse:
    """The page while it is not certain who could read a tip: none is taken."""
    return render(request, "intake/untrusted.html", status=503)


def not_open(request: HttpRequest) -> HttpResponse:
    """The page while nobody could read a tip yet."""
    return render(request, "intake/not_open.html")
