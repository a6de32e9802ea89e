"""Whether something waits for a member: what the worker can know without a key."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from accounts.models import Agency, AgencyKey, User
from reports.inbox.filters import Desk
from reports.inbox.saved.asking import as_asked
from reports.models import Away, Report, SavedView
from reports.models.rank import due_from_to
from reports.models.report import ReportQuerySet

UNREAD_DANGER = Q(danger_now=True, unread=True)
"""Somebody said danger, and there is something of theirs that nobody has read."""


def waits_for(member: User, today: date, agency: Agency | None = None) -> bool:
    """Whether there is something to read, or a deadline to keep, for this member.

    In the tips that are theirs, nobody's or of somebody who is away, and in the saved views of
    which they want notices. With an agency, among the tips of that agency alone.
    """
    keys = AgencyKey.objects.filter(member=member)
    if agency is not None:
        keys = keys.filter(epoch__agency=agency)
    # By epoch: of which agency it is.
    held = dict(keys.values_list("epoch", "epoch__agency"))
    readable = Report.objects.readable_with(held)
    away = Away.objects.on(today).values("member")
    theirs = Q(assignee=member) | Q(assignee=None) | Q(assignee__in=away)
    return _any_waits(readable.in_the_inbox().filter(theirs), today) or any(
        _any_waits(view, today) for view in _watched(member, held, readable)
    )


def _any_waits(tips: ReportQuerySet, today: date) -> bool:
    """Whether one of these tips is unread, or due today or late."""
    return tips.filter(unread=True).exists() or tips.filter(due_from_to(date.min, today)).exists()


def _watched(
    member: User, held: dict[int, int], readable: ReportQuerySet
) -> Iterator[ReportQuerySet]:
    """The tips of each saved view of which a member wants notices; sealed views never ask."""
    desk = Desk.at(member, held)
    views = SavedView.objects.of(member, set(held.values())).telling(member)
    for query in views.values_list("query", flat=True):
        yield as_asked(query, desk).apply(readable)


def untold_danger() -> ReportQuerySet:
    """The tips of danger that nobody has read, and of which there is no notice."""
    return Report.objects.in_sight().filter(UNREAD_DANGER, alarmed=False)
