"""Everything that changes accounts and agencies."""

import secrets

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.users.models import UserProfile

from accounts.keys import seal_agency_identity, seal_member_identity, seal_totp_secret
from accounts.models import Agency, AgencyEpoch, AgencyKey, RoleGrant, TotpDevice, User
from accounts.roles import CMS_GROUPS, Role
from vault.identity import Identity

_SALT_BYTES = 16
# Wagtail's names where they differ from ours.
CMS_LANGUAGES = {"pt": "pt-pt", "id": "id-id"}


@transaction.atomic
def create_account(*, username: str, full_name: str, password: str, totp_secret: bytes) -> User:
    """A new account without any role, its identity sealed under its password."""
    identity = Identity.generate()
    salt = secrets.token_bytes(_SALT_BYTES)
    user = User(
        username=username,
        full_name=full_name,
        recipient=identity.recipient,
        lock_salt=salt,
        sealed_identity=seal_member_identity(identity, password=password, salt=salt),
    )
    user.set_password(password)
    user.save()
    TotpDevice.objects.create(user=user, sealed_secret=seal_totp_secret(totp_secret, user=user))
    return user


@transaction.atomic
def grant_role(user: User, role: Role) -> None:
    """Gives a role, and with it the groups that the CMS goes by."""
    RoleGrant.objects.get_or_create(user=user, role=role)
    user.groups.add(*Group.objects.filter(name__in=CMS_GROUPS.get(role, ())))


@transaction.atomic
def choose_language(user: User, language: str) -> None:
    """The staff pages and the CMS speak this language to this person from now on."""
    user.language = language
    user.save(update_fields=["language"])
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = CMS_LANGUAGES.get(language, language)
    profile.save(update_fields=["preferred_language"])


@transaction.atomic
def found_agency(*, slug: str, name: str, takes_tips_in: bool, members: list[User]) -> Agency:
    """A new agency with its first key, sealed to each of its founding members alone."""
    agency = Agency.objects.create(slug=slug, name=name, takes_tips_in=takes_tips_in)
    identity = Identity.generate()
    epoch = AgencyEpoch.objects.create(agency=agency, number=1, recipient=identity.recipient)
    for member in members:
        sealed = seal_agency_identity(identity, epoch=epoch, member=member)
        AgencyKey.objects.create(epoch=epoch, member=member, sealed_identity=sealed)
    return agency
