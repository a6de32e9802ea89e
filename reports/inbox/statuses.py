"""From which status a tip may move to which."""

from django.utils import timezone

from reports.models import Report, StatusChange

_Status = Report.Status

MOVES: dict[Report.Status, tuple[Report.Status, ...]] = {
    _Status.RECEIVED: (_Status.READING,),
    _Status.READING: (_Status.WAITING, _Status.PASSED_ON, _Status.CLOSED),
    _Status.WAITING: (_Status.READING, _Status.PASSED_ON, _Status.CLOSED),
    _Status.PASSED_ON: (_Status.READING, _Status.WAITING, _Status.CLOSED),
    _Status.CLOSED: (_Status.READING,),
}
"""All moves there are. The first is made by reading the tip, the others by a member."""


class NoSuchMove(Exception):
    """A tip of this status cannot become the other one."""


def move(report: Report, to: Report.Status) -> None:
    """Moves a tip that the caller holds, and keeps the day for its sender. Raises NoSuchMove."""
    if to not in MOVES[_Status(report.status)]:
        raise NoSuchMove
    report.change(status=to)
    StatusChange.objects.create(
        report=report,
        number=report.status_changes.count() + 1,
        status=to,
        on=timezone.localdate(),
    )
