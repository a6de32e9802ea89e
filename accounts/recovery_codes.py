"""Codes on paper that stand in for a lost second factor, each once."""

import secrets

from django.db import transaction

from accounts.keys import pepper_mark
from accounts.models import RecoveryCode, User

HOW_MANY = 10
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another
_LENGTH = 10  # signs, 49 bits
_GROUP = 5


@transaction.atomic
def make_codes(user: User) -> list[str]:
    """Ten new codes, to be shown once; the ones before work no more. Only digests are kept."""
    user.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return [f"{code[:_GROUP]}-{code[_GROUP:]}" for code in codes]


def use_recovery_code(user: User, typed: str) -> bool:
    """Whether this is a code of this person that was not used before; it is used up by this."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) != _LENGTH:
        return False
    deleted, _each = RecoveryCode.objects.filter(user=user, digest=_digest(user, code)).delete()
    return deleted == 1


def _digest(user: User, code: str) -> bytes:
    return pepper_mark("recovery-code", str(user.pk).encode(), code.encode("utf-8", "replace"))
