"""Saving, changing and deleting views. Raises nothing of its own: forms check before."""

from uuid import uuid4

from django.db import transaction

from accounts import audit
from accounts.models import Agency
from accounts.roles import KEY_HOLDERS
from accounts.unlocked import Unlocked
from reports.inbox.saved.sealing import SealedView, seal_view
from reports.models import SavedView


def agency_of(member: Unlocked) -> Agency:
    """The agency in which a member saves views: the one that gave them a role with its keys."""
    return next(grant.agency for grant in member.signed_grants if grant.role in KEY_HOLDERS)


@transaction.atomic
def save_view(member: Unlocked, *, name: str, query: str, shared: bool, notices: bool) -> SavedView:
    """Saves clear filters, as an address writes them."""
    view = SavedView.objects.create(
        owner=member.user,
        agency=agency_of(member),
        name=name,
        query=query,
        shared=shared,
    )
    _tell(member, view, notices=notices)
    _record("view.saved", member, view)
    return view


@transaction.atomic
def save_sealed_view(member: Unlocked, said: SealedView) -> SavedView:
    """Saves clear and sealed filters and the name, all sealed to the member: never shared."""
    pk = uuid4()
    view = SavedView.objects.create(
        pk=pk,
        owner=member.user,
        agency=agency_of(member),
        sealed=seal_view(member, said, pk=pk),
    )
    _record("view.saved", member, view)
    return view


@transaction.atomic
def change_view(
    member: Unlocked, view: SavedView, *, name: str, shared: bool, notices: bool
) -> None:
    """Gives a view in clear another name, shares it or not; and the member's own notices of it."""
    view.name, view.shared = name, shared
    view.save(update_fields=["name", "shared"])
    _tell(member, view, notices=notices)
    _record("view.changed", member, view)


@transaction.atomic
def choose_notices(member: Unlocked, view: SavedView, *, notices: bool) -> None:
    """Whether a member wants notices of a view in clear, their own or a shared one."""
    _tell(member, view, notices=notices)
    _record("view.notices", member, view)


def _tell(member: Unlocked, view: SavedView, *, notices: bool) -> None:
    if notices:
        view.told.add(member.user)
    else:
        view.told.remove(member.user)


@transaction.atomic
def rename_sealed_view(member: Unlocked, view: SavedView, said: SealedView) -> None:
    """Seals a view once more, under another name."""
    view.sealed = seal_view(member, said, pk=view.pk)
    view.save(update_fields=["sealed"])
    _record("view.changed", member, view)


@transaction.atomic
def delete_view(member: Unlocked, view: SavedView) -> None:
    """Deletes a view. The tips in it stay as they are."""
    pk = view.pk
    view.delete()
    view.pk = pk
    _record("view.deleted", member, view)


def _record(action: str, member: Unlocked, view: SavedView) -> None:
    audit.record(action, by=member.user, target=f"view/{view.pk}")
