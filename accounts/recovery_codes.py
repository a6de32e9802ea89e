"""Codes on paper that stand in for a lost second factor, each once."""

import secrets

from django.db import transaction

from accounts.keys import pepper_mark
from accounts.models import RecoveryCode, User

HOW_MANY = 10
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's Base32: no I, L, O and U
_READ_AS = str.maketrans("ILO", "110", " -\u2010\u2011\u2012\u2013")
_GROUP = 5
_LENGTH = 2 * _GROUP  # 50 bits


@transaction.atomic
def make(user: User) -> list[str]:
    """New codes, as they are written down. The old ones work no more; only marks are kept."""
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(HOW_MANY)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return [f"{code[:_GROUP]}-{code[_GROUP:]}" for code in codes]


def use(user: User, typed: str) -> bool:
    """Whether this is a code of this person that was not used. A right code is used up by this.

    Small letters, spaces and what looks like another sign are read as what is meant.
    """
    code = typed.upper().translate(_READ_AS)
    if len(code) != _LENGTH or set(code) - set(_ALPHABET):
        return False
    # What was deleted decides between two requests with the same code.
    deleted, _ = RecoveryCode.objects.filter(user=user, digest=_digest(user, code)).delete()
    return deleted == 1


def left(user: User) -> int:
    """How many codes are unused."""
    return user.recovery_codes.count()


def _digest(user: User, code: str) -> bytes:
    return pepper_mark("recovery code", str(user.pk).encode(), code.encode())
