"""What tests of acts beside a tip share."""

from html import unescape
from typing import Any

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.inbox import closing
from reports.inbox.reading import case_of
from reports.inbox.written import written_by_members
from reports.models import Report
from reports.statuses import Because
from vault.identity import Identity

WHY = "Zebra-crossing complaint, no person in it."


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


def close(member: Unlocked, because: str, **changes: Any) -> bool:
    """Closes the only tip, or proposes it; by default as who has just read its first words."""
    said = {"was": "reading", "seen": 1, "text": WHY, "once": because, **changes}
    return closing.close(member, Report.objects.get(), case(member), because=because, **said)


def proposed(member: Unlocked) -> int:
    """The number of the entry in which this member proposes to close the only tip."""
    assert not close(member, Because.NOT_RELATED)
    return int(written(member)[-1]["number"])


def agree(member: Unlocked, number: int, seen: int = 1) -> None:
    """Agrees to the proposal of this number."""
    closing.agree(member, Report.objects.get(), case(member), number=number, seen=seen)
