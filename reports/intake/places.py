"""Where else the tip form stands than on the public side."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reports.intake.tokens import FormToken


@dataclass(frozen=True)
class Place:
    """A page of another part that holds the form: its templates read it from the request.

    `address` takes the form's steps, `start` begins a new one, `layout` is the template around it,
    and `send` does with the complete answers what that part wants.
    """

    address: str
    start: str
    layout: str
    send: Callable[[HttpRequest, FormToken], HttpResponse]


def put(request: HttpRequest, place: Place) -> None:
    """Says to the form's views and templates that they stand elsewhere."""
    request.form_place = place  # type: ignore[attr-defined]


def place_of(request: HttpRequest) -> Place | None:
    """Where the form stands; None on the public side."""
    place: Place | None = getattr(request, "form_place", None)
    return place
