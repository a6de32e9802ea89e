"""A member who reads a tip."""

from accounts.unlocked import Unlocked
from reports.inbox.reading import OpenEntry, open_keys, timeline
from reports.models import Report


def read_tip(member: Unlocked, report: Report) -> list[OpenEntry]:
    """Everything of a tip, as this member reads it."""
    return timeline(report, open_keys(member, report))
