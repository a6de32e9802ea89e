"""Trying a second factor: counted first, then looked at, and the wrong ones in the audit trail."""

from collections.abc import Callable

from accounts import audit, passkeys, recovery_codes, throttle, totp
from accounts.bounded_events import record_bounded
from accounts.models import User


class WrongFactor(Exception):
    """The code or the passkey is not a right one of this person, or was used before."""


def use_code(user: User, code: str, *, device: bytes | None) -> None:
    """Uses a one-time code. Raises WrongFactor, TooManyTries."""
    _try(user, "code", lambda: totp.use_code(user, code), device)


def use_recovery_code(user: User, code: str, *, device: bytes | None) -> None:
    """Uses a recovery code. Raises WrongFactor, TooManyTries."""
    _try(user, "recovery code", lambda: recovery_codes.use(user, code), device)
    audit.record(
        "recovery_code.used",
        by=user,
        target=f"user/{user.username}",
        left=recovery_codes.left(user),
    )


def use_passkey(user: User, answer: str, *, challenge: bytes | None) -> None:
    """Uses the answer of a passkey. Raises WrongFactor.

    Not throttled: nobody guesses a signature, and a passkey is what still lets a member in.
    """
    try:
        passkeys.prove(user, answer=answer, challenge=challenge)
    except passkeys.BadPasskey:
        # Never throttled itself, so its events are.
        record_bounded("factor.wrong", by=user, kind="passkey")
        raise WrongFactor from None


def _try(user: User, kind: str, is_right: Callable[[], bool], device: bytes | None) -> None:
    # Wrong ones from devices that this person never used share one counter, and known ones have
    # their own: who knows the password keeps nobody out of the device they always use.
    taken = throttle.take(throttle.PER_FACTOR, str(user.pk).encode(), device or b"")
    if not is_right():
        _record_wrong(user, kind)
        raise WrongFactor
    taken.give_back()


def _record_wrong(user: User, kind: str) -> None:
    audit.record("factor.wrong", by=user, target=f"user/{user.username}", kind=kind)
