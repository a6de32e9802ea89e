"""For whom filters are read, and on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.models import Label


@dataclass(frozen=True)
class Person:
    """A member who may work on tips."""

    pk: int
    full_name: str


People = Mapping[str, Person]
"""By user name."""
Labels = Mapping[str, str]
"""Names by id, in their order."""


@dataclass(frozen=True)
class Desk:
    """Who looks, whose colleagues and whose labels they see, and which day it is there."""

    me: int
    my_name: str
    today: date
    people: People
    labels: Labels = field(default_factory=dict)
    """Of the agencies whose keys they hold, also retired ones: tips may carry them still."""

    @classmethod
    def of(
        cls, member: Unlocked, people: People | None = None, labels: Labels | None = None
    ) -> "Desk":
        """The desk of somebody signed in.

        Colleagues and labels cost a query each, once a filter names one.
        """
        epochs = sorted(member.agency_keys)
        return cls.at(member.user, epochs, people=people, labels=labels)

    @classmethod
    def at(
        cls,
        user: User,
        epochs: Iterable[int],
        people: People | None = None,
        labels: Labels | None = None,
    ) -> "Desk":
        """The desk of somebody who holds the keys of these epochs."""
        lazy = SimpleLazyObject(lambda: _named(colleagues(epochs)))
        lazy_labels = SimpleLazyObject(lambda: _labels(epochs))
        return cls(
            me=user.pk,
            my_name=user.username,
            today=timezone.localdate(),
            people=cast("People", lazy) if people is None else people,
            labels=cast("Labels", lazy_labels) if labels is None else labels,
        )


def colleagues(epochs: Iterable[int]) -> QuerySet[User, User]:
    """Who holds the key of one of these epochs."""
    return User.objects.filter(agency_keys__epoch__in=list(epochs)).distinct()


def _labels(epochs: Iterable[int]) -> Labels:
    rows = Label.objects.filter(agency__epochs__in=list(epochs)).distinct()
    return dict(rows.order_by("name").values_list("pk", "name"))


def _named(users: QuerySet[User, User]) -> People:
    rows = users.order_by("full_name").values_list("username", "pk", "full_name")
    return {username: Person(pk, name) for username, pk, name in rows}
