"""Moving a tip to another status, unless somebody was quicker."""

from django.db import transaction

from accounts.unlocked import Unlocked
from reports.inbox import services
from reports.inbox.holding import hold
from reports.inbox.stale import Stale
from reports.models import Report

EVENTS = ("tip.moved", "tip.closing_agreed")
"""What the trail says when a tip was moved."""


@transaction.atomic
def move(member: Unlocked, report: Report, *, was: str, to: str) -> None:
    """Moves a tip that stands where the member saw it. Raises Stale, statuses.NoSuchMove."""
    if hold(report).status != was:
        raise Stale
    services.set_status(member, report, to=Report.Status(to))
