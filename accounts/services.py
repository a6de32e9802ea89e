"""Everything that changes an account. What changes an agency is in `accounts.agencies`."""

import secrets

from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import transaction
from wagtail.users.models import UserProfile

from accounts import audit
from accounts.keys import (
    seal_member_identity,
    seal_member_signing_key,
    seal_totp_secret,
)
from accounts.models import AgencyKey, RoleGrant, TotpDevice, User
from accounts.roles import CMS_GROUPS, GRANTED_BY_ADMINS, IMPLIED, Role
from accounts.unlocked import Unlocked
from vault.identity import Identity
from vault.signing import SigningKey

_SALT_BYTES = 16
_TOTP_BYTES = 20  # RFC 4226, section 4: as long as the hash's output
# Wagtail's names where they differ from ours.
CMS_LANGUAGES = {"pt": "pt-pt", "id": "id-id"}


@transaction.atomic
def open_account(*, by: User | None, username: str, full_name: str) -> User:
    """A new account without role, keys or password: its owner enrols by a link."""
    user = User(username=username, full_name=full_name)
    user.set_unusable_password()
    user.save()
    audit.record("account.opened", by=by, target=f"user/{username}")
    return user


class AccountChanged(Exception):
    """The account was shut, restored or given other keys meanwhile."""


@transaction.atomic
def give_keys(user: User, password: str) -> Identity:
    """New keys for an account without a second factor; the identity. Raises AccountChanged."""
    identity, signing_key = Identity.generate(), SigningKey.generate()
    _still_open(user)
    user.recipient = identity.recipient
    user.verify_key = signing_key.verify_key
    user.sealed_signing_key = seal_member_signing_key(signing_key, recipient=identity.recipient)
    _lock(user, identity, password)
    return identity


@transaction.atomic
def change_password(unlocked: Unlocked, password: str) -> None:
    """The same keys, sealed under another password. Ends all sessions of this person.

    Raises AccountChanged.
    """
    if _still_open(unlocked.user).recipient != unlocked.identity.recipient:
        raise AccountChanged
    _lock(unlocked.user, unlocked.identity, password)
    end_sessions(unlocked.user)
    audit.record("password.changed", by=unlocked.user, target=f"user/{unlocked.user.username}")


def _still_open(user: User) -> User:
    """The account as it is now, held until the transaction ends. Raises AccountChanged."""
    account = User.objects.select_for_update().get(pk=user.pk)
    if not account.is_active:
        raise AccountChanged
    return account


def _lock(user: User, identity: Identity, password: str) -> None:
    salt = secrets.token_bytes(_SALT_BYTES)
    user.lock_salt = salt
    user.sealed_identity = seal_member_identity(identity, password=password, salt=salt)
    user.set_password(password)
    # Only these: what else the row holds may have changed since it was read.
    user.save(
        update_fields=[
            "recipient",
            "verify_key",
            "sealed_identity",
            "sealed_signing_key",
            "lock_salt",
            "password",
        ]
    )


@transaction.atomic
def offer_totp(user: User) -> TotpDevice:
    """The authenticator app with a secret that waits for its first code; the same one until then.

    An app that counts already goes on to work until the new one's first code is typed.
    """
    device = TotpDevice.objects.select_for_update().filter(user=user).first()
    if device is None:
        return TotpDevice.objects.create(user=user, sealed_secret=_new_totp_secret(user))
    if device.confirmed and device.sealed_next is None:
        device.sealed_next = _new_totp_secret(user)
        device.save(update_fields=["sealed_next"])
    return device


def _new_totp_secret(user: User) -> bytes:
    return seal_totp_secret(secrets.token_bytes(_TOTP_BYTES), user=user)


@transaction.atomic
def restore_account(user: User, *, by: User | None) -> None:
    """Takes password, keys, factors, sessions and roles from an account; its owner enrols again.

    What is signed for the old keys stays in the tables and is worth nothing for the new ones.
    """
    user.recipient = None
    user.verify_key = ""
    user.sealed_identity = user.sealed_signing_key = user.lock_salt = b""
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    RoleGrant.objects.filter(user=user).delete()
    AgencyKey.objects.filter(member=user).delete()
    forget_factors(user)
    end_sessions(user)
    audit.record("account.restored", by=by, target=f"user/{user.username}")


@transaction.atomic
def forget_factors(user: User) -> None:
    """Takes all second factors and recovery codes of a person, and the devices that were known."""
    TotpDevice.objects.filter(user=user).delete()
    user.passkeys.all().delete()
    user.recovery_codes.all().delete()
    user.known_devices.all().delete()


@transaction.atomic
def set_active(user: User, *, active: bool, by: User) -> None:
    """Shuts an account, or opens it again; its keys stay."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        end_sessions(user)
    action = "account.opened_again" if active else "account.shut"
    audit.record(action, by=by, target=f"user/{user.username}")


def record_wrong_digits(user: User, *, by: User) -> None:
    """That the digits which were read out are not those of the account's keys is kept."""
    audit.record("member.wrong_digits", by=by, target=f"user/{user.username}")


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Ends the sessions of somebody, at once; `but` names one that goes on."""
    sessions = Session.objects.filter(staff__user=user).exclude(session_key=but or "")
    sessions.delete()


@transaction.atomic
def grant_role(user: User, role: Role, *, by: User | None) -> None:
    """Gives a role that needs no key, and the group that the CMS goes by.

    Raises ValueError for a role that only a lead can sign.
    """
    if role not in GRANTED_BY_ADMINS:
        raise ValueError("this role needs the signature of a lead")
    RoleGrant.objects.get_or_create(user=user, role=role)
    _set_groups(user)
    audit.record("role.granted", by=by, target=f"user/{user.username}", role=role.value)


@transaction.atomic
def revoke_role(user: User, role: Role, *, by: User) -> None:
    """Takes a role that needs no key."""
    RoleGrant.objects.filter(user=user, role=role).delete()
    _set_groups(user)
    audit.record("role.revoked", by=by, target=f"user/{user.username}", role=role.value)


def _set_groups(user: User) -> None:
    held = {Role(role) for role in user.grants.values_list("role", flat=True)}
    held |= {IMPLIED[role] for role in held if role in IMPLIED}
    names = [CMS_GROUPS[role] for role in held if role in CMS_GROUPS]
    user.groups.set(Group.objects.filter(name__in=names))


@transaction.atomic
def choose_language(user: User, language: str) -> None:
    """The staff pages and the CMS speak this language to this person from now on."""
    user.language = language
    user.save(update_fields=["language"])
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = CMS_LANGUAGES.get(language, language)
    profile.save(update_fields=["preferred_language"])
