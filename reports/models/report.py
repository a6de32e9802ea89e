"""A tip: what lists need in clear, and sealed pieces."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, AgencyEpoch, User
from accounts.unlocked import Unlocked
from reports.models.rank import CLOSED, rank_of

DAYS_TO_TAKE_BACK = 7
"""After the day of a withdrawal its sender can undo it for so many days."""

_REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"  # none that is read as another


def new_reference() -> str:
    """A random reference to say aloud, like `R7QK-MD42`: it tells neither order nor number."""
    letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


_SHELF_FIELDS = ("canary", "withdrawn_on", "quarantined")
_IN_SIGHT = models.Q(withdrawn_on=None, canary=False)
_IN_THE_INBOX = _IN_SIGHT & models.Q(quarantined=False)
SENDER_WROTE_AGAIN = models.Q(unread=True, acknowledged_on__isnull=False)
"""Read once, and unread again: something of the sender waits that no member has read."""


def _index(
    name: str,
    *first: str,
    also: tuple[str, ...] = (),
    where: models.Q | None = None,
    shelf: models.Q = _IN_THE_INBOX,
) -> models.Index:
    """An index in the order of lists, of the tips on one shelf.

    Its last fields are all others that the query of a view names: counting reads the index alone,
    and no row, which is a hundred times as long.
    """
    return models.Index(
        fields=[*first, "rank", "reference", "epoch", *_SHELF_FIELDS, *also],
        name=f"reports_{name}",
        condition=shelf if where is None else shelf & where,
    )


class ReportQuerySet(models.QuerySet["Report", "Report"]):
    """Reads of tips."""

    def in_sight(self) -> "ReportQuerySet":
        """The tips that members may see at all: neither withdrawn ones nor canaries."""
        return self.filter(_IN_SIGHT)

    def visible_to(self, member: Unlocked) -> "ReportQuerySet":
        """The tips whose agency key this member holds. All that members see goes through here.

        By the keys' epochs and not by a join: with one, a database does not walk along the index
        of the list, and sorts a million tips instead.
        """
        return self.readable_with(member.agency_keys)

    def readable_with(self, epochs: Iterable[int]) -> "ReportQuerySet":
        """The tips in sight that are sealed to these epochs of an agency."""
        return self.in_sight().filter(epoch__in=sorted(epochs))

    def due_for_deletion(self, today: date) -> "ReportQuerySet":
        """The withdrawn tips that nobody can take back any more.

        The one place that decides it: a hold on a tip is another condition here.
        """
        return self.filter(withdrawn_on__lt=today - timedelta(days=DAYS_TO_TAKE_BACK))

    def sealed_to_older_keys(self, newest: AgencyEpoch) -> "ReportQuerySet":
        """The tips of an agency that are not sealed to its newest keys."""
        return self.filter(epoch__agency=newest.agency).exclude(epoch=newest).order_by("pk")

    def assigned_to(self, member: User, agency: Agency) -> "ReportQuerySet":
        """The tips of an agency that this member works on, withdrawn ones too."""
        return self.filter(assignee=member, epoch__agency=agency).order_by("reference")

    def open_tips_of(self, member: User, agency: Agency) -> "ReportQuerySet":
        """The tips of an agency that this member works on and sees."""
        return self.in_sight().assigned_to(member, agency)

    def in_the_inbox(self) -> "ReportQuerySet":
        """Without those that came in a flood."""
        return self.filter(quarantined=False)

    def in_quarantine(self) -> "ReportQuerySet":
        """Those that came in a flood, and nobody has moved to the inbox yet."""
        return self.filter(quarantined=True)

    def for_the_list(self) -> "ReportQuerySet":
        """By rank, and within one rank by reference, which tells nothing."""
        return self.select_related("epoch__agency", "assignee").order_by("rank", "reference")

    def open(self) -> "ReportQuerySet":
        """Those that are not closed."""
        return self.filter(rank__lt=CLOSED)


class Report(models.Model):
    """A tip. Nothing that its sender wrote is here in clear."""

    class Status(models.TextChoices):
        """What the sender is told."""

        RECEIVED = "received", _("Received")
        READING = "reading", _("Being read")
        WAITING = "waiting", _("Waiting for an answer")
        PASSED_ON = "passed_on", _("Passed on")
        CLOSED = "closed", _("Closed")

    class Urgency(models.TextChoices):
        """How soon a tip is worked on, as a member judged."""

        UNSET = "unset", _("Not assessed")
        IMMEDIATE = "immediate", _("Immediate")
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    class Channel(models.TextChoices):
        """How a tip came."""

        WEB = "web", _("This site")
        PHONE = "phone", _("By telephone")
        WALK_IN = "walk_in", _("In person")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    received_on = models.DateField()
    language = models.CharField(max_length=3)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    canary = models.BooleanField(default=False)
    """Sent by `manage.py canary`: no member sees it, and it counts nowhere."""
    danger_now = models.BooleanField()
    quarantined = models.BooleanField(default=False)
    """It came in a flood: not in the inbox until a member has looked."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.UNSET)
    acknowledge_by = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    """The day a member first read it."""
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    """The day of the first reply to what the sender last wrote."""
    rank = models.IntegerField(default=0)
    """See `reports.models.rank`. Kept right by `change`."""
    closing_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who would close it as not related: a second member has to agree."""
    alarmed = models.BooleanField(default=False)
    """Whether a notice of danger now has gone out for it."""
    assignee = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="assigned_reports", db_index=False
    )
    unread = models.BooleanField(default=True)
    withdrawn_on = models.DateField(null=True)
    files = models.PositiveSmallIntegerField(default=0)
    # Without an index: SQLite would prefer it to that of the list, and sort a million tips.
    epoch = models.ForeignKey(
        AgencyEpoch, on_delete=models.PROTECT, related_name="reports", db_index=False
    )
    case_recipient = models.CharField(max_length=80)
    sealed_case = models.BinaryField()
    sealed_thread = models.BinaryField()
    sealed_card = models.BinaryField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        # One for each standing view of the inbox: its first page costs the same among a million.
        indexes: ClassVar = [
            _index("list"),
            _index("list_status", "status"),
            _index("list_assignee", "assignee"),
            _index("list_unread", also=("unread",), where=models.Q(unread=True)),
            _index("list_replied", also=("acknowledged_on", "unread"), where=SENDER_WROTE_AGAIN),
            _index("list_quarantine", shelf=_IN_SIGHT & models.Q(quarantined=True)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_closed(self) -> bool:
        """Whether nobody works on it any more."""
        return self.status == self.Status.CLOSED

    @property
    def has_unread_reply(self) -> bool:
        """Whether its sender wrote again and no member has read it."""
        return self.unread and self.acknowledged_on is not None

    @property
    def due(self) -> date | None:
        """The next deadline that is not met; None when nothing is due."""
        if self.is_closed:
            return None
        both = (
            (self.acknowledge_by, self.acknowledged_on),
            (self.answer_by, self.answered_on),
        )
        return min((by for by, done in both if by and done is None), default=None)

    def change(self, **fields: Any) -> None:
        """Writes fields of a tip that the caller holds, and its place in lists with them."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.rank = self.place_in_lists()
        self.save(update_fields=[*fields, "rank"])

    def place_in_lists(self) -> int:
        """The rank that belongs to what the other fields say."""
        return rank_of(
            danger_now=self.danger_now,
            closed=self.is_closed,
            due=self.due,
            received_on=self.received_on,
        )


def last_day_to_take_back(withdrawn_on: date) -> date:
    """The last day on which the sender can undo a withdrawal of this day."""
    return withdrawn_on + timedelta(days=DAYS_TO_TAKE_BACK)
