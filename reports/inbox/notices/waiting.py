"""Whether something waits for a member: what the worker can know without a key."""

from datetime import date

from django.db.models import Q

from accounts.models import AgencyKey, User
from reports.models import Report
from reports.models.report import ReportQuerySet


def waits_for(member: User, today: date) -> bool:
    """Whether there is something to read, or a deadline to keep, for this member.

    Unread tips that are theirs or nobody's, and theirs that are due today or late.
    """
    tips = _readable(member).in_the_inbox().open()
    theirs = Q(assignee=member)
    nobody = Q(assignee=None)
    return (
        tips.filter(theirs | nobody, unread=True).exists()
        or tips.filter(theirs, _due_by(today)).exists()
    )


def danger_waits() -> bool:
    """Whether somebody said danger, nobody has read it, and no notice of it has gone out."""
    return _alarming().exists()


def mark_alarmed() -> int:
    """The notices for all of these are on their way. How many tips there were."""
    return _alarming().update(alarmed=True)


def _alarming() -> ReportQuerySet:
    return Report.objects.in_sight().open().filter(danger_now=True, unread=True, alarmed=False)


def _due_by(today: date) -> Q:
    read = Q(acknowledged_on=None, acknowledge_by__lte=today)
    answered = Q(answered_on=None, answer_by__lte=today)
    return read | answered


def _readable(member: User) -> ReportQuerySet:
    return Report.objects.readable_with(
        AgencyKey.objects.filter(member=member).values_list("epoch", flat=True)
    )
