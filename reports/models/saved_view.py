"""A view of the inbox that a member saved."""

import uuid
from collections.abc import Collection
from typing import ClassVar

from django.db import models

from accounts.models import Agency, User
from accounts.unlocked import Unlocked


class SavedViewQuerySet(models.QuerySet["SavedView", "SavedView"]):
    """Reads of saved views."""

    def visible_to(self, member: Unlocked) -> "SavedViewQuerySet":
        """A member's own, and those shared in an agency whose key they hold."""
        agencies = {key.epoch.agency_id for key in member.agency_keys.values()}
        return self.of(member.user, agencies)

    def of(self, user: User, agencies: Collection[int]) -> "SavedViewQuerySet":
        """Somebody's own in these agencies, and those shared there."""
        return self.filter(
            models.Q(owner=user) | models.Q(shared=True), agency__in=sorted(agencies)
        )

    def telling(self, user: User) -> "SavedViewQuerySet":
        """Those of which somebody wants notices, but for sealed ones: nothing can open them."""
        return self.filter(told=user, sealed=b"")


class SavedView(models.Model):
    """A name for a list: its clear filters as an address writes them, or all of it sealed.

    With a sealed filter, name and filters are sealed to their owner: nobody else can open them, and
    nothing outside a session can, so that such a view is neither shared nor told of by mail.
    """

    # Random: addresses name it.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60, blank=True)
    shared = models.BooleanField(default=False)
    query = models.CharField(max_length=1000, blank=True)
    told = models.ManyToManyField(User, related_name="views_told")
    """Who wants notices of it at the fixed hours: each member who sees it chooses alone."""
    sealed = models.BinaryField(default=b"")
    """Empty unless a sealed filter is part of it."""

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_sealed(self) -> bool:
        """Whether only its owner can open it."""
        return bool(self.sealed)
