"""For whom filters are read, and on which day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.unlocked import Unlocked


@dataclass(frozen=True)
class Person:
    """A member who may work on tips."""

    pk: int
    full_name: str


People = Mapping[str, Person]
"""By user name."""


@dataclass(frozen=True)
class Desk:
    """Who looks, whose colleagues they are, and which day it is there."""

    me: int
    my_name: str
    today: date
    people: People
    epochs: frozenset[int] = frozenset()
    """Of the agencies whose keys they hold."""

    @classmethod
    def of(cls, member: Unlocked, people: People | None = None) -> "Desk":
        """The desk of somebody signed in. Colleagues cost a query, once a filter names one."""
        epochs = sorted(member.agency_keys)
        return cls.at(member.user, epochs, people=people)

    @classmethod
    def at(cls, user: User, epochs: Collection[int], people: People | None = None) -> "Desk":
        """The desk of somebody who holds the keys of these epochs."""
        lazy = SimpleLazyObject(lambda: _named(colleagues(epochs)))
        return cls(
            me=user.pk,
            my_name=user.username,
            today=timezone.localdate(),
            people=cast("People", lazy) if people is None else people,
            epochs=frozenset(epochs),
        )


def colleagues(epochs: Iterable[int]) -> QuerySet[User, User]:
    """Who holds the key of one of these epochs."""
    return User.objects.filter(agency_keys__epoch__in=list(epochs)).distinct()


def _named(users: QuerySet[User, User]) -> People:
    rows = users.order_by("full_name").values_list("username", "pk", "full_name")
    return {username: Person(pk, name) for username, pk, name in rows}
