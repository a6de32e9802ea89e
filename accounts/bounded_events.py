"""Events that somebody could make without end."""

from contextlib import suppress

from accounts import audit, throttle
from accounts.models import User


def record_bounded(action: str, *, by: User, **detail: str | int) -> None:
    """Records what a person did to their own account: ten times in a quarter of an hour.

    Whoever presses a button a thousand times fills the trail no more than that.
    """
    with suppress(throttle.TooManyTries):
        throttle.take(throttle.PER_EVENT, action.encode(), str(by.pk).encode())
        audit.record(action, by=by, target=f"user/{by.username}", **detail)
