"""Passkeys (W3C Web Authentication): adding one, and proving to hold one.

User verification is required: a passkey may show without a password who somebody is (it makes a
browser a known device), so a telephone or a key that was stolen must not be enough for it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts import throttle
from accounts.keys import pepper_mark
from accounts.models import Passkey, User

LONGEST_ANSWER = 20_000  # characters
_CHALLENGE_BYTES = 32
_LONGEST_ID = 1023  # bytes; Web Authentication, section 4, "credential ID"
_ALGORITHMS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]

Result = TypeVar("Result")


class BadPasskey(Exception):
    """What came is not the right answer of a passkey that may be used here."""


@dataclass(frozen=True)
class Asked:
    """What a browser is asked, as JSON, and the challenge that its answer must carry."""

    options: str
    challenge: bytes


def ask_for_new(user: User) -> Asked:
    """What a browser needs to make a passkey of this person."""
    options = webauthn.generate_registration_options(
        rp_id=_relying_party(),
        rp_name=settings.SITE_NAME,
        user_name=user.username,
        user_display_name=user.full_name,
        user_id=_handle(user),
        challenge=secrets.token_bytes(_CHALLENGE_BYTES),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(user),
        supported_pub_key_algs=_ALGORITHMS,
    )
    return Asked(webauthn.options_to_json(options), options.challenge)


def ask_for_proof(user: User | None) -> Asked:
    """What a browser needs to prove that it holds a passkey: of this person, or of anybody.

    Of anybody names no passkey: the question does not tell which people and passkeys there are.
    """
    options = webauthn.generate_authentication_options(
        rp_id=_relying_party(),
        challenge=secrets.token_bytes(_CHALLENGE_BYTES),
        allow_credentials=_descriptors(user) if user else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(webauthn.options_to_json(options), options.challenge)


def keep_new(user: User, *, name: str, answer: str, challenge: bytes | None) -> Passkey:
    """Keeps the passkey that a browser made. Raises BadPasskey.

    `challenge` is what this browser was asked last; None when nothing is open.
    """
    credential = _parsed(parse_registration_credential_json, answer)
    asked = _use_up(challenge)
    made = _parsed(
        lambda given: webauthn.verify_registration_response(
            credential=given,
            expected_challenge=asked,
            expected_rp_id=_relying_party(),
            expected_origin=settings.STAFF_ORIGIN,
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        ),
        credential,
    )
    if len(made.credential_id) > _LONGEST_ID:
        raise BadPasskey
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name,
                credential_id=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                added_on=timezone.localdate(),
            )
    except IntegrityError:
        raise BadPasskey from None


def prove(user: User | None, *, answer: str, challenge: bytes | None) -> Passkey:
    """The passkey whose holder answered: one of this person, or of anybody. Raises BadPasskey."""
    credential = _parsed(parse_authentication_credential_json, answer)
    asked = _use_up(challenge)
    rows = Passkey.objects.filter(credential_id=credential.raw_id, user__is_active=True)
    passkey = (rows.filter(user=user) if user else rows).select_related("user").first()
    if passkey is None:
        raise BadPasskey
    handle = credential.response.user_handle
    # Web Authentication, section 7.2, step 6: without a name typed first it has to be there.
    if (handle or user is None) and handle != _handle(passkey.user):
        raise BadPasskey
    proof = _parsed(
        lambda given: webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=asked,
            expected_rp_id=_relying_party(),
            expected_origin=settings.STAFF_ORIGIN,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        ),
        credential,
    )
    _count_up(passkey, proof.new_sign_count)
    return passkey


def _count_up(passkey: Passkey, new_count: int) -> None:
    # The condition decides between two answers with the same counter.
    unchanged = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if not unchanged.update(sign_count=new_count):
        raise BadPasskey


def _use_up(challenge: bytes | None) -> bytes:
    if not challenge:
        raise BadPasskey
    try:
        throttle.take(throttle.ONCE, challenge)
    except throttle.TooManyTries:
        raise BadPasskey from None
    return challenge


def _parsed(read: Callable[[Any], Result], given: Any) -> Result:
    try:
        return read(given)
    except Exception:  # noqa: BLE001 what a stranger sends makes the library raise many kinds
        raise BadPasskey from None


def _descriptors(user: User) -> list[PublicKeyCredentialDescriptor]:
    ids = user.passkeys.values_list("credential_id", flat=True)
    return [PublicKeyCredentialDescriptor(id=bytes(one)) for one in ids]


def _handle(user: User) -> bytes:
    """What an authenticator files a person under. Nobody reads a name or a number from it."""
    return pepper_mark("passkey user", str(user.pk).encode())


def _relying_party() -> str:
    return urlsplit(settings.STAFF_ORIGIN).hostname or ""
