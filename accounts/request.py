"""Who is behind a request, for the views that the gate let through."""

from django.http import HttpRequest

from accounts.unlocked import Unlocked


def member_of(request: HttpRequest) -> Unlocked:
    """The person signed in with both factors."""
    unlocked: Unlocked = request.unlocked  # type: ignore[attr-defined]
    return unlocked
