"""Demonstration people, one for each kind of work."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_account, found_agency, grant_role

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
    Person("triage", "Rui (demonstration)", Role.TRIAGE),
)


@transaction.atomic
def load_people() -> None:
    """Makes the accounts and the agency that takes tips in."""
    users = {}
    for person in PEOPLE:
        users[person.username] = create_account(
            username=person.username,
            full_name=person.full_name,
            password=PASSWORD,
            totp_secret=person.totp_secret,
        )
        grant_role(users[person.username], person.role)
    found_agency(
        slug="secretariat",
        name="Secretariat (demonstration)",
        takes_tips_in=True,
        members=[users["triage"]],
    )


def people_exist() -> bool:
    """Whether this database holds a demonstration account: a real instance must not."""
    names = [person.username for person in PEOPLE]
    marked = User.objects.filter(username__in=names, full_name__endswith="(demonstration)")
    return marked.exists()
