"""Changing the second factors of a person. Each change ends the other sessions and is audited."""

from django.db import transaction

from accounts import audit, passkeys, recovery_codes, services, totp
from accounts.models import Passkey, TotpDevice, User

MOST_PASSKEYS = 10


class LastFactor(Exception):
    """Without this factor the person could not sign in any more."""


class TooManyPasskeys(Exception):
    """More than a person needs: one has to go before the next one comes."""


@transaction.atomic
def confirm_app(user: User, code: str, *, keep_session: str | None) -> bool:
    """Whether the code is one of the waiting authenticator app, which counts from now on."""
    if not totp.use_waiting(user, code):
        return False
    _changed(user, "authenticator.confirmed", keep_session)
    return True


@transaction.atomic
def add_passkey(
    user: User, *, name: str, answer: str, challenge: bytes | None, keep_session: str | None
) -> None:
    """Adds the passkey that a browser made. Raises BadPasskey, TooManyPasskeys."""
    if user.passkeys.count() >= MOST_PASSKEYS:
        raise TooManyPasskeys
    passkeys.keep_new(user, name=name, answer=answer, challenge=challenge)
    _changed(user, "passkey.added", keep_session)


@transaction.atomic
def remove_passkey(user: User, pk: int, *, keep_session: str | None) -> None:
    """Removes a passkey. Raises LastFactor, and Passkey.DoesNotExist for those of others."""
    # Two removals at one time queue here: each sees what the other left.
    User.objects.select_for_update().get(pk=user.pk)
    passkey = user.passkeys.get(pk=pk)
    if not has_app(user) and not user.passkeys.exclude(pk=pk).exists():
        raise LastFactor
    passkey.delete()
    _changed(user, "passkey.removed", keep_session)


@transaction.atomic
def make_recovery_codes(user: User, *, keep_session: str | None) -> list[str]:
    """New recovery codes, to be shown this once. The old ones work no more."""
    codes = recovery_codes.make(user)
    _changed(user, "recovery_codes.made", keep_session)
    return codes


def has_app(user: User) -> bool:
    """Whether an authenticator app of this person counts."""
    return TotpDevice.objects.filter(user=user, confirmed=True).exists()


def has_any(user: User) -> bool:
    """Whether this person has a second factor that counts; recovery codes are none."""
    return has_app(user) or Passkey.objects.filter(user=user).exists()


def _changed(user: User, action: str, keep_session: str | None) -> None:
    services.end_sessions(user, but=keep_session)
    audit.record(action, by=user, target=f"user/{user.username}")
