"""From which status a tip may move to which, and what each move asks for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models import Report, StatusChange
from reports.told import TOLD, TOLD_AGAIN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_Status = Report.Status


class Because(TextChoices):
    """Why a tip is closed. The reason is sealed, so that the database does not have it."""

    ANSWERED = "answered", _("The sender has an answer")
    PASSED_ON = "passed_on", _("Those who can act have it")
    DUPLICATE = "duplicate", _("Another tip says the same")
    TOO_LITTLE = "too_little", _("There is not enough to go on")
    NOT_RELATED = "not_related", _("It has nothing to do with trafficking")
    SPAM = "spam", _("It is spam or abuse")


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    now: Report.Status
    to: Report.Status
    because: Because | None = None
    """The reason that this move is made for; None when it needs none."""
    two_people: bool = False
    """Whether a second member has to agree."""
    by_sender: bool = False
    """Whether it is made by the sender's writing again, and by no member."""

    @property
    def told(self) -> "_StrPromise":
        """What the sender is told of it, beside the day."""
        return TOLD_AGAIN if self.by_sender else TOLD[self.to]


_OPEN = (_Status.READING, _Status.WAITING, _Status.PASSED_ON)

MOVES: tuple[Move, ...] = (
    Move(_Status.RECEIVED, _Status.READING),  # made by reading the tip
    Move(_Status.READING, _Status.WAITING),
    Move(_Status.READING, _Status.PASSED_ON),
    Move(_Status.WAITING, _Status.READING),
    Move(_Status.WAITING, _Status.PASSED_ON),
    Move(_Status.PASSED_ON, _Status.READING),
    Move(_Status.PASSED_ON, _Status.WAITING),
    Move(_Status.CLOSED, _Status.READING),
    Move(_Status.CLOSED, _Status.RECEIVED, by_sender=True),
    *(
        Move(now, _Status.CLOSED, because, two_people)
        for now in _OPEN
        for because, two_people in (
            (Because.ANSWERED, False),
            (Because.PASSED_ON, False),
            (Because.DUPLICATE, False),
            (Because.TOO_LITTLE, False),
            # A tip that is thrown away wrongly harms somebody whom nobody will hear of.
            (Because.NOT_RELATED, True),
            (Because.SPAM, True),
        )
    ),
)
"""All moves there are."""

_TABLE = {(row.now, row.to, row.because, row.by_sender): row for row in MOVES}


class NoSuchMove(Exception):
    """A tip of this status cannot become the other one, or not in this way."""


def find_move(now: str, to: str, because: str | None = None, *, by_sender: bool = False) -> Move:
    """The row of the table, whatever is asked for. Raises NoSuchMove."""
    try:
        reason = None if because is None else Because(because)
        return _TABLE[(_Status(now), _Status(to), reason, by_sender)]
    except (KeyError, ValueError):
        raise NoSuchMove from None


def moves_from(now: str) -> list[Move]:
    """The moves that members can make with a tip of this status."""
    return [row for row in MOVES if row.now == now and not row.by_sender]


def goals_from(now: str) -> list[Report.Status]:
    """Where members can move a tip of this status, each once, in the order of the table."""
    return list(dict.fromkeys(row.to for row in moves_from(now)))


def move(
    report: Report,
    to: str,
    *,
    because: str | None = None,
    agreed: bool = False,
    by_sender: bool = False,
    **fields: Any,
) -> None:
    """Moves a tip that the caller holds, and keeps the day for its sender.

    `fields` are others that change with it.

    A proposal to close it dies with that. Raises NoSuchMove, also when a second member has to agree
    and nobody has.
    """
    row = find_move(report.status, to, because, by_sender=by_sender)
    if row.two_people and not agreed:
        raise NoSuchMove
    report.change(status=row.to, closing_by=None, **fields)
    StatusChange.objects.create(
        report=report,
        number=report.status_changes.count() + 1,
        status=row.to,
        on=timezone.localdate(),
    )
