"""Walks the audit trail from its first event to its newest and finds where it was touched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.audit import FIRST_HASH, hash_of, newest
from accounts.models import AuditEvent, AuditHead

_BATCH = 500
_NEIGHBOURS = 100_000
"""How far from its place a moved event is looked for, in numbers. Takes about a second."""


@dataclass(frozen=True)
class Link:
    """The place that a walk has come to: an event's number and its hash."""

    number: int
    hash: str


START = Link(0, FIRST_HASH)


class Broken(Exception):
    """The trail is not what was recorded. Says where in one sentence."""


def check_trail(noted: str = "") -> tuple[Link, int | None]:
    """The newest event, and the number of the event whose hash was `noted`.

    An event that is added meanwhile is walked, too. Raises Broken: a removed, altered or reordered
    event, a head row that names another event than the newest, a noted hash that no event has. The
    last is all that shows that everything since was rewritten, by somebody who made new hashes.
    """
    last, found = START, 0 if noted == FIRST_HASH else None
    head = _head()
    while True:
        before = last
        for last in links(_events_after(before), after=before, highest=head.number):
            if last.hash == noted:
                found = last.number
        head = _head()
        if head.number <= last.number:
            break
        if last == before:
            raise Broken(_missing(last.number + 1, head.number))
    if last != Link(head.number, head.hash):
        raise Broken(f"The newest event is number {last.number}, and the head row names another.")
    if noted and found is None:
        raise Broken(
            "No event has the hash that was given: "
            "the trail was rewritten since that hash was noted, or it was noted wrongly."
        )
    return last, found


def _head() -> AuditHead:
    head = newest()
    if head is None:
        raise Broken("The head row, which names the newest event, is missing.")
    return head


def links(
    events: Iterable[tuple[int, AuditEvent | None]], *, after: Link = START, highest: int
) -> Iterator[Link]:
    """The link of each event, for events by number; None stands for one that cannot be read.

    `highest` is the number up to which a moved event is looked for. Raises Broken at the first
    event that does not fit to the one before.
    """
    for number, event in events:
        if number <= after.number:
            raise Broken(f"Event {number} is one too many.")
        if number > after.number + 1:
            raise Broken(_missing(after.number + 1, number - 1))
        if event is None or not _is_itself(event):
            raise Broken(_altered_or_moved(number, event, highest))
        if event.previous != after.hash:
            raise Broken(
                f"Event {number} does not follow on what is before it: it was exchanged, or the "
                "event before it was."
            )
        after = Link(number, event.hash)
        yield after


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Event {first} is missing."
    return f"Events {first} to {last} are missing."


def _is_itself(event: AuditEvent) -> bool:
    try:
        return hash_of(event) == event.hash
    except (AttributeError, TypeError, ValueError):  # no time, or nothing that JSON can hold
        return False


def _altered_or_moved(number: int, event: AuditEvent | None, highest: int) -> str:
    """An event under another number than its own still has the hash of its own number."""
    if event is not None:
        first, last = max(1, number - _NEIGHBOURS), min(highest, number + _NEIGHBOURS)
        for event.number in range(first, last + 1):
            if _is_itself(event):
                return f"Event {number} is out of order: it was recorded as event {event.number}."
    return f"Event {number} was altered."


def _events_after(link: Link) -> Iterator[tuple[int, AuditEvent | None]]:
    """The events behind a link by number; at the start also those numbered under 1."""
    rows = AuditEvent.objects.order_by("number")
    rest = rows if link == START else rows.filter(number__gt=link.number)
    while numbers := list(rest.values_list("number", flat=True)[:_BATCH]):
        yield from _read(numbers)
        rest = rows.filter(number__gt=numbers[-1])


def _read(numbers: list[int]) -> Iterable[tuple[int, AuditEvent | None]]:
    try:
        rows = AuditEvent.objects.filter(number__range=(numbers[0], numbers[-1]))
        return [(event.number, event) for event in rows]
    except (TypeError, ValueError):  # SQLite keeps what Python cannot read
        if len(numbers) == 1:
            return [(numbers[0], None)]
        middle = len(numbers) // 2
        return [*_read(numbers[:middle]), *_read(numbers[middle:])]
