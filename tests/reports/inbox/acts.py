"""What tests of acts beside a tip share."""

from html import unescape
from typing import Any

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.inbox.reading import case_of
from reports.inbox.written import written_by_members
from reports.models import Report
from vault.identity import Identity


def text_of(answer: Any) -> str:
    """A page as it is read."""
    return unescape(str(answer.content.decode()))


def case(member: Unlocked) -> Identity:
    """The case identity of the only tip."""
    return case_of(member, Report.objects.get())


def written(member: Unlocked) -> list[dict[str, Any]]:
    """What members wrote about the only tip."""
    return written_by_members(Report.objects.get(), case(member))


def events(*actions: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Who did these things, in their order, with what the trail says beside it."""
    found = AuditEvent.objects.filter(action__in=actions).order_by("number")
    return [(event.action, event.actor, event.detail) for event in found]
