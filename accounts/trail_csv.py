"""The audit trail as a table that a spreadsheet opens and a program can check."""

import csv
import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit_actions import ACTIONS
from accounts.models import AuditEvent
from published.spreadsheet import defused


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(events: Iterable[AuditEvent]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, a heading, then one line for each event.

    The time is that of Dili with its distance from UTC, whole to the microsecond, so that the hash
    can be made again from a line. Words are in the language that is active at the call.
    """
    heading = [
        _("Number"),
        _("Time"),
        _("Person"),
        _("Action"),
        _("What was done"),
        _("Object"),
        _("Detail"),
        _("Hash of the event before"),
        _("Hash"),
    ]
    words = {action: str(label) for action, label in ACTIONS.items()}
    return _lines(heading, words, events)


def _lines(
    heading: list[str], words: dict[str, str], events: Iterable[AuditEvent]
) -> Iterator[bytes]:
    writer = csv.writer(_Echo())
    yield BOM_UTF8 + str(writer.writerow(heading)).encode()
    for event in events:
        cells = _cells(event, words.get(event.action, ""))
        yield str(writer.writerow([defused(cell) for cell in cells])).encode()


def _cells(event: AuditEvent, words: str) -> list[str]:
    return [
        str(event.number),
        timezone.localtime(event.at).isoformat(timespec="microseconds"),
        event.actor,
        event.action,
        words,
        event.target,
        json.dumps(event.detail, ensure_ascii=False, sort_keys=True),
        event.previous,
        event.hash,
    ]
