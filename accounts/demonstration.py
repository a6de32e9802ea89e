"""Demonstration people, one for each kind of work."""

from dataclasses import dataclass

from django.db import transaction

from accounts.agencies import appoint, found_agency
from accounts.keys import seal_totp_secret
from accounts.models import Agency, TotpDevice, User
from accounts.roles import GRANTED_BY_ADMINS, Role
from accounts.services import give_keys, grant_role, open_account
from accounts.unlocked import Unlocked
from vault.identity import Identity
from vault.trust import voice_fingerprint

PASSWORD = "demonstration-only"  # noqa: S105 documented, and refused outside demonstrations


@dataclass(frozen=True)
class Person:
    """A demonstration account. The one-time-code secret is fixed: 20 bytes made from the name."""

    username: str
    full_name: str
    role: Role

    @property
    def totp_secret(self) -> bytes:
        """The secret to type into an authenticator app, as bytes."""
        return self.username.encode().ljust(20, b"-")


PEOPLE = (
    Person("editor", "Ana (demonstration)", Role.EDITOR),
    Person("publisher", "Beto (demonstration)", Role.PUBLISHER),
    Person("triage", "Rui (demonstration)", Role.TRIAGE),
    Person("lead", "Lita (demonstration)", Role.LEAD),
    Person("auditor", "Xavier (demonstration)", Role.AUDITOR),
    Person("admin", "Maun (demonstration)", Role.ADMIN),
)


@transaction.atomic
def load_people() -> None:
    """Makes the accounts and the agency that takes tips in, in the ways a committee does."""
    users = {person.role: _enrolled(person) for person in PEOPLE}
    for role in GRANTED_BY_ADMINS:
        grant_role(users[role][0], role, by=None)
    lead = users[Role.LEAD][0]
    agency = found_agency(
        slug="secretariat",
        name="Secretariat (demonstration)",
        takes_tips_in=True,
        lead=lead,
        # Nobody has this sheet: a lead prints one on the page of the keys.
        recovery_recipient=Identity.generate().recipient,
    ).epoch.agency
    _appoint_members(Unlocked(*users[Role.LEAD]), agency, users)


def _appoint_members(
    lead: Unlocked, agency: Agency, users: dict[Role, tuple[User, Identity]]
) -> None:
    for role in (Role.TRIAGE, Role.AUDITOR):
        user = users[role][0]
        said = "".join(voice_fingerprint(user.recipient or "", user.verify_key))
        appoint(lead, user, role, agency=agency, said_digits=said)


def _enrolled(person: Person) -> tuple[User, Identity]:
    user = open_account(by=None, username=person.username, full_name=person.full_name)
    identity = give_keys(user, PASSWORD)
    sealed = seal_totp_secret(person.totp_secret, user=user)
    TotpDevice.objects.create(user=user, sealed_secret=sealed, confirmed=True)
    return user, identity


def people_exist() -> bool:
    """Whether this database holds a demonstration account: a real instance must not."""
    names = [person.username for person in PEOPLE]
    marked = User.objects.filter(username__in=names, full_name__endswith="(demonstration)")
    return marked.exists()
