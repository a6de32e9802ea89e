"""Being asked to wait, without a thread or a row that waits along.

Whoever has to wait gets a page at once. It holds all that was sent, sealed, and a ticket: from when
on it may be pressed again, and for what it has waited already. Nothing typed is lost.
"""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from reports.intake.tokens import HeldToken


class Wait(StrEnum):
    """Why somebody waits."""

    EARLY = "early"
    """Sent faster than anybody reads the questions."""
    BUDGET = "budget"
    """Too much came from this network."""
    PRESSURE = "pressure"
    """Unusually many tips come to the whole site."""
    BUSY = "busy"
    """All places for the costly hash are taken."""
    MEMORY = "memory"
    """The memory of the form does not answer."""


class Hold(Exception):
    """What was sent is to be sent again after `seconds`. Says nothing of who sent it."""

    def __init__(self, wait: Wait, seconds: int) -> None:
        super().__init__()
        self.wait = wait
        self.seconds = seconds


class Ticket:
    """What a request may claim for having waited. Without a ticket: nothing."""

    def __init__(self, token: HeldToken | None = None) -> None:
        self.waited = frozenset(token.waited if token else ())
        self.turns = token.turns if token else 0
        self.passed = token is not None and token.passed
        """Whether Google's check was passed with it."""


_NONE = Ticket()


def ticket_of(request: HttpRequest) -> Ticket:
    """The ticket that came with this request."""
    ticket: Any = getattr(request, "ticket", _NONE)
    return ticket if isinstance(ticket, Ticket) else _NONE
