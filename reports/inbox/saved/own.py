"""Which saved view a request is about, and what the views of a member are called."""

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.refusals import record_refused_request
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox.saved.sealing import SealedView, open_view
from reports.models import SavedView


@dataclass(frozen=True)
class OpenView:
    """A view with its name; `sealed` is what was inside its seal."""

    view: SavedView
    name: str
    sealed: SealedView | None
    own: bool
    tells: bool
    """Whether the member wants notices of it."""

    @property
    def opens(self) -> bool:
        """Whether what it says can be read."""
        return not self.view.is_sealed or self.sealed is not None


def views_of(member: Unlocked) -> list[OpenView]:
    """All views that a member sees, by name."""
    rows = SavedView.objects.visible_to(member).select_related("owner")
    telling = set(SavedView.objects.telling(member.user).values_list("pk", flat=True))
    opened = (_opened(member, row, tells=row.pk in telling) for row in rows)
    return sorted(opened, key=lambda view: view.name.casefold())


def _opened(member: Unlocked, view: SavedView, *, tells: bool) -> OpenView:
    """A view, opened where it is sealed and its owner asks."""
    own = view.owner_id == member.user.pk
    sealed = None
    if view.is_sealed and own:
        sealed = open_view(member.identity, bytes(view.sealed), pk=view.pk)
    name = sealed.name if sealed else view.name
    return OpenView(view, name, sealed, own=own, tells=tells)


def visible_view(request: HttpRequest, member: Unlocked, view_id: UUID) -> OpenView:
    """A view to look at. Raises Http404, and keeps that it was asked for, when it is another's."""
    view = SavedView.objects.visible_to(member).filter(pk=view_id).first()
    if view is None:
        _refuse(request, member)
    tells = SavedView.objects.telling(member.user).filter(pk=view_id).exists()
    return _opened(member, view, tells=tells)


def clear_view(request: HttpRequest, member: Unlocked, view_id: UUID) -> OpenView:
    """A view of which notices can be wanted. Raises Http404 as above, for a sealed one too."""
    found = visible_view(request, member, view_id)
    if found.view.is_sealed:
        raise Http404
    return found


def changeable_view(request: HttpRequest, member: Unlocked, view_id: UUID) -> OpenView:
    """A view to change: one's own, or as a lead a shared one. Raises Http404 as above."""
    found = visible_view(request, member, view_id)
    if not may_change(member, found):
        _refuse(request, member)
    return found


def may_change(member: Unlocked, view: OpenView) -> bool:
    """Whether this member may change or delete a view."""
    return view.own or (view.view.shared and member.holds(Role.LEAD))


def _refuse(request: HttpRequest, member: Unlocked) -> NoReturn:
    record_refused_request(request, member.user)
    raise Http404
