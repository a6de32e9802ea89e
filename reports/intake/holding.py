"""Requests that wait: they are held sealed in a page, and taken up again when it is sent."""

import math
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from reports.intake import tokens
from reports.intake.memory import Unreachable
from reports.intake.places import place_of
from reports.intake.tickets import Hold, Ticket, Wait
from reports.intake.tokens import HeldToken

View = Callable[..., HttpResponse]
_V = TypeVar("_V", bound=Callable[..., HttpResponse])

_MEMORY_WAIT = 20  # seconds
_TOKENS = frozenset({"token", "page"})
"""The fields in which a page says which one it is."""
_STATUS = {Wait.BUDGET: 429, Wait.MEMORY: 503}


def reads_body_itself(view: _V) -> _V:
    """Marks a view whose body must not be read before it, since files stream in."""
    view.reads_body_itself = True  # type: ignore[attr-defined]
    return view


def opens_held_itself(view: _V) -> _V:
    """Marks the view that decides whether what waits may go on."""
    view.opens_held_itself = True  # type: ignore[attr-defined]
    return view


def answer_or_hold(view: View, request: HttpRequest, **arguments: Any) -> HttpResponse:
    """What the view answers, or the page that asks to wait.

    Raises BadToken, ExpiredToken or DeadToken of what was held.
    """
    streams = getattr(view, "reads_body_itself", False)
    opens = getattr(view, "opens_held_itself", False) or hasattr(request, "ticket")
    try:
        if not streams and not opens and "held" in request.POST:
            held = HeldToken.open(request.POST["held"])
            if held.view != _name_of(request):  # it waits for another page than this one
                raise tokens.BadToken
            if request.POST.get("go") == "stay" or _left(held) > 0:
                return show_held(request, held)
            take_up(request, held)
        return view(request, **arguments)
    except Hold as hold:
        return _hold(request, hold, streams=streams)
    except Unreachable:
        return _hold(request, Hold(Wait.MEMORY, _MEMORY_WAIT), streams=streams)


def take_up(request: HttpRequest, held: HeldToken) -> None:
    """Makes this the request that was held, with its ticket."""
    sent = _query(held.fields)
    if held.fresh:
        for name in _TOKENS & sent.keys():
            sent[name] = tokens.renewed(str(sent[name]))
    request.POST = sent  # type: ignore[assignment]
    held.waited = sorted({*held.waited, held.wait})
    request.held = held  # type: ignore[attr-defined]
    request.ticket = Ticket(held)  # type: ignore[attr-defined]


def _query(fields: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in fields.items():
        query.setlist(name, values)
    return query


def _hold(request: HttpRequest, hold: Hold, *, streams: bool) -> HttpResponse:
    """The page that holds this request. Of files that streamed in, nothing is held."""
    sent = QueryDict() if streams else request.POST
    before: HeldToken | None = getattr(request, "held", None)
    if before is None and "held" in sent:  # the memory is silent: it could not be looked into
        return _wait_page(request, hold.wait, sent["held"], seconds=hold.seconds)
    held = before or _held(request, sent)
    held.turns += 1
    held.wait = hold.wait
    held.not_before = int(time.time()) + hold.seconds
    return show_held(request, held)


def _held(request: HttpRequest, sent: QueryDict) -> HeldToken:
    """What was sent, under the id of the page that it came from."""
    try:
        page, fresh = tokens.seen_on(str(sent.get("token") or sent.get("page", "")))
    except Unreachable:
        page, fresh = "", False
    held = HeldToken(
        view=_name_of(request),
        fields={name: [str(value) for value in values] for name, values in sent.lists()},
        fresh=fresh,
    )
    held.id = page or held.id
    return held


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else "report_form"


def _left(held: HeldToken) -> int:
    return max(0, held.not_before - int(time.time()))


def show_held(request: HttpRequest, held: HeldToken) -> HttpResponse:
    """The waiting page, sealed anew, with the seconds that are left."""
    try:
        sealed = held.seal()
    except Unreachable:  # since this process started: there is no key to seal with
        return _wait_page(request, Wait.MEMORY, "", seconds=_MEMORY_WAIT)
    return _wait_page(request, Wait(held.wait), sealed, seconds=_left(held), held=held)


def _wait_page(
    request: HttpRequest, wait: Wait, sealed: str, *, seconds: int, held: HeldToken | None = None
) -> HttpResponse:
    context = {
        "held": sealed,
        "form_id": held.id if held else "",
        "action": request.path if place_of(request) or not held else reverse(held.view),
        "of_code": held is not None and "receipt_code" in held.fields,
        "wait": wait.value,
        "seconds": seconds,
        "minutes": math.ceil(seconds / 60),
        "google": wait is Wait.PRESSURE and bool(settings.RECAPTCHA_PUBLIC_KEY),
    }
    response = render(request, "intake/wait.html", context, status=_STATUS.get(wait, 200))
    response.headers["Retry-After"] = str(max(1, seconds))
    return response
