"""Where the tip form stands: on the public side, or on a page of another part."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reports.intake.tokens import FormToken


@dataclass(frozen=True)
class Place:
    """`address` takes the form's steps, `layout` is the template around them.

    `send` does with the complete answers what that part wants. `guarded` puts Django's token into
    the forms, for pages under /staff/. `start` is where another part begins a new form.
    """

    address: str
    layout: str
    send: Callable[[HttpRequest, FormToken], HttpResponse]
    start: str = ""
    guarded: bool = False


def put(request: HttpRequest, place: Place) -> None:
    """Says to the pages around the form, like the one of a form that was left, where they stand."""
    request.form_place = place  # type: ignore[attr-defined]


def place_of(request: HttpRequest) -> Place | None:
    """Where the form stands, if that is not on the public side."""
    place: Place | None = getattr(request, "form_place", None)
    return place
