"""The standing views of the inbox, each carried by an index of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.inbox.filters import Desk
from reports.inbox.filters.clear import ME
from reports.models import Report
from reports.models.rank import CLOSED, in_danger, overdue
from reports.models.report import SENDER_WROTE_AGAIN, ReportQuerySet
from reports.questions.kinds import Words

_Status = Report.Status
_OPEN = frozenset(status.value for status in _Status) - {_Status.CLOSED.value}
_STILL_OPEN = {"status": _OPEN}


@dataclass(frozen=True)
class View:
    """One standing view. `fits`: the choices of filters that its tips can have at all."""

    slug: str
    label: Words
    where: Callable[[Desk], Q]
    fits: Callable[[Desk], Mapping[str, frozenset[str]]] = lambda _desk: {}
    quarantined: bool = False

    def of(self, visible: ReportQuerySet, desk: Desk) -> ReportQuerySet:
        """The tips of this view among those that a member may see."""
        listed = visible.in_quarantine() if self.quarantined else visible.in_the_inbox()
        return listed.filter(self.where(desk))


_DECLARED = (
    View(
        "open",
        pgettext_lazy("tips", "Open"),
        lambda _desk: Q(rank__lt=CLOSED),
        lambda _desk: _STILL_OPEN,
    ),
    View("new", _("New"), lambda _desk: Q(unread=True)),
    View(
        "mine",
        _("Mine"),
        lambda desk: Q(assignee=desk.me, rank__lt=CLOSED),
        lambda desk: {**_STILL_OPEN, "assignee": frozenset({ME, desk.my_name})},
    ),
    View("danger", _("Danger"), lambda _desk: in_danger(), lambda _desk: _STILL_OPEN),
    View(
        "waiting",
        _("Waiting for an answer"),
        lambda _desk: Q(status=_Status.WAITING),
        lambda _desk: {"status": frozenset({_Status.WAITING.value})},
    ),
    View(
        "overdue",
        _("Overdue"),
        lambda desk: overdue(desk.today),
        lambda _desk: {**_STILL_OPEN, "due": frozenset({"overdue"})},
    ),
    View(
        "replied",
        _("Replied"),
        lambda _desk: SENDER_WROTE_AGAIN,
        lambda _desk: {"reply": frozenset({"unread"})},
    ),
    View("quarantine", _("Quarantine"), lambda _desk: Q(), quarantined=True),
    View(
        "closed",
        _("Closed"),
        lambda _desk: Q(rank__gte=CLOSED),
        lambda _desk: {"status": frozenset({_Status.CLOSED.value}), "due": frozenset()},
    ),
    # Not the quarantine, which its own view looks through: the name says what is here.
    View("all", pgettext_lazy("tips", "Open and closed"), lambda _desk: Q()),
)

STANDING: dict[str, View] = {view.slug: view for view in _DECLARED}
"""In the order of the rail."""
DEFAULT = STANDING["open"]
QUARANTINE = STANDING["quarantine"]
ALL = STANDING["all"]
