"""Noticing that somebody changed meanwhile what a form was based on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import AuditEvent, User
from reports.models import Entry, Report

CONVERSATION = (Entry.Kind.ANSWERS, Entry.Kind.ADDITION, Entry.Kind.MESSAGE)
"""What sender and members say to each other."""


class Stale(Exception):
    """What the form was based on has changed. Nothing was written."""


class WroteMeanwhile(Stale):
    """The sender or a colleague wrote to the other after the page was shown."""


class SenderWrote(Stale):
    """The sender wrote after the page was opened: it has to be read first."""


@dataclass(frozen=True)
class LastChange:
    """Who did something last, and what the trail says beside it."""

    name: str
    detail: dict[str, Any]


def last_change(report: Report, *actions: str) -> LastChange | None:
    """The newest event of these kinds about a tip; None when there is none."""
    events = AuditEvent.objects.filter(target=f"tip/{report.pk}", action__in=actions)
    event = events.order_by("-number").first()
    if event is None:
        return None
    names = User.objects.filter(username=event.actor).values_list("full_name", flat=True)
    return LastChange(names.first() or event.actor, event.detail)


def somebody(change: LastChange | None) -> str:
    """The name in a sentence about a change."""
    return change.name if change else _("Somebody")


def newest_from_sender(report: Report) -> int:
    """The number of the last thing that the sender wrote."""
    numbers = report.entries.filter(kind__in=(Entry.Kind.ANSWERS, Entry.Kind.ADDITION))
    return numbers.order_by("-number").values_list("number", flat=True).first() or 0


def newest_of_conversation(report: Report) -> int:
    """The number of the last thing that the sender wrote or that a member wrote to the sender."""
    numbers = report.entries.filter(kind__in=CONVERSATION)
    return numbers.order_by("-number").values_list("number", flat=True).first() or 0


def refuse_unread(held: Report, *, seen: int) -> None:
    """Raises SenderWrote unless what the sender wrote last is what the member saw, and was read.

    A page that asks why is newer than the page of the tip from which a member came to it.
    """
    if held.unread or newest_from_sender(held) != seen:
        raise SenderWrote
