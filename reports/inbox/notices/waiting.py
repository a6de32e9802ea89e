"""Whether something waits for a member: what the worker can know without a key."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from accounts.models import AgencyKey, User
from reports.inbox.filters import Desk
from reports.inbox.saved.asking import as_asked
from reports.models import Report, SavedView
from reports.models.report import ReportQuerySet


def waits_for(member: User, today: date) -> bool:
    """Whether there is something to read, or a deadline to keep, for this member.

    Unread tips that are theirs or nobody's, closed ones to which the sender wrote again, too, or in
    a saved view of theirs that asks for notices; and theirs that are due today or late.
    """
    epochs = _epochs_of(member)
    readable = Report.objects.readable_with(epochs)
    tips = readable.in_the_inbox()
    theirs = Q(assignee=member)
    nobody = Q(assignee=None)
    return (
        tips.filter(theirs | nobody, unread=True).exists()
        or tips.open().filter(theirs, _due_by(today)).exists()
        or any(view.filter(unread=True).exists() for view in _watched(member, epochs, readable))
    )


def _watched(member: User, epochs: list[int], readable: ReportQuerySet) -> Iterator[ReportQuerySet]:
    """The tips of each saved view that its owner wants notices of; sealed views never ask."""
    desk = Desk.at(member, epochs)
    hours = SavedView.Notices.HOURS
    for query in member.saved_views.filter(notices=hours).values_list("query", flat=True):
        yield as_asked(query, desk).apply(readable)


def danger_waits(tips: ReportQuerySet | None = None) -> bool:
    """Whether somebody said danger, nobody has read it, and no notice of it has gone out.

    Among these `tips`; among all of them it is for the worker alone to know.
    """
    return _alarming(tips).exists()


def epochs_of_danger() -> list[int]:
    """The keys that open the tips of which a notice is to go out: others learn nothing of them."""
    return sorted(set(_alarming().values_list("epoch", flat=True)))


def mark_alarmed() -> int:
    """The notices for all of these are on their way. How many tips there were."""
    return _alarming().update(alarmed=True)


def _alarming(tips: ReportQuerySet | None = None) -> ReportQuerySet:
    tips = Report.objects.in_sight() if tips is None else tips
    return tips.open().filter(danger_now=True, unread=True, alarmed=False)


def _due_by(today: date) -> Q:
    read = Q(acknowledged_on=None, acknowledge_by__lte=today)
    answered = Q(answered_on=None, answer_by__lte=today)
    return read | answered


def _epochs_of(member: User) -> list[int]:
    return list(AgencyKey.objects.filter(member=member).values_list("epoch", flat=True))
