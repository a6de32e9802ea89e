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
    if user is not None:
        # Two links asked for at once queue here, and the second replaces the first.
        User.objects.select_for_update().get(pk=user.pk)
    withdraw(user)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user, digest=_digest(token), expires_at=timezone.now() + LIFETIME
    )
    target = f"user/{user.username}" if user else "set-up"
    audit.record("invitation.made", by=by, target=target)
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


def withdraw(user: User | None) -> None:
    """Links of this person, or of the set-up, that were not used work no more."""
    Invitation.objects.filter(user=user, used=False).delete()


def still_usable(invitation: Invitation) -> None:
    """Holds the invitation until the transaction ends. Raises UnusableInvitation."""
    held = Invitation.objects.select_for_update(of=("self",)).usable()
    if not held.filter(pk=invitation.pk).exists():
        raise UnusableInvitation


@transaction.atomic
def use_up(invitation: Invitation) -> None:
    """The link works no more. Raises UnusableInvitation when another request was faster."""
    unused = Invitation.objects.filter(pk=invitation.pk, used=False)
    if not unused.update(used=True):
        raise UnusableInvitation
