"""One-time links: to enrol, and for the first set-up."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Invitation, User

LIFETIME = timedelta(hours=72)


class UnusableInvitation(Exception):
    """The link is not one of ours, was used, or is older than 72 hours."""


def _digest(token: str) -> bytes:
    # A token is 256 random bits: nothing has to make it slow to guess.
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def invite(user: User | None, *, by: User | None) -> str:
    """The token of a new link for this person, or for the set-up. Older links stop working."""
    Invitation.objects.filter(user=user, used=False).delete()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user, digest=_digest(token), expires_at=timezone.now() + LIFETIME
    )
    if user is not None:
        audit.record("invitation.made", by=by, target=f"user/{user.username}")
    return token


def find(token: str) -> Invitation:
    """The invitation of a link that can be used now.

    Raises UnusableInvitation; that a known link was tried again goes to the trail, once.
    """
    invitation = Invitation.objects.select_related("user").filter(digest=_digest(token)).first()
    if invitation is None:
        raise UnusableInvitation
    if invitation.used or invitation.expires_at <= timezone.now():
        _record_once(invitation)
        raise UnusableInvitation
    return invitation


def _record_once(invitation: Invitation) -> None:
    if not invitation.tried_again:
        with transaction.atomic():
            changed = Invitation.objects.filter(pk=invitation.pk, tried_again=False)
            if changed.update(tried_again=True):
                name = invitation.user.username if invitation.user else "set-up"
                audit.record("invitation.tried_again", by=None, target=f"user/{name}")


@transaction.atomic
def use_up(invitation: Invitation) -> None:
    """The link works no more. Raises UnusableInvitation when another request was faster."""
    unused = Invitation.objects.filter(pk=invitation.pk, used=False)
    if not unused.update(used=True):
        raise UnusableInvitation
