"""A tip: what lists need in clear, and sealed pieces."""

import secrets
import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, AgencyEpoch, User

DAYS_TO_TAKE_BACK = 7
"""After the day of a withdrawal its sender can undo it for so many days."""

_REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"  # none that is read as another


def new_reference() -> str:
    """A random reference to say aloud, like `R7QK-MD42`: it tells neither order nor number."""
    letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class ReportQuerySet(models.QuerySet["Report", "Report"]):
    """Reads of tips."""

    def in_sight(self) -> "ReportQuerySet":
        """The tips that members may see at all: neither withdrawn ones nor canaries."""
        return self.filter(withdrawn_on=None, canary=False)

    def visible_to(self, member: User) -> "ReportQuerySet":
        """The tips whose agency key this member holds. All that members see goes through here."""
        return self.in_sight().filter(epoch__keys__member=member)

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

    def counted(self) -> tuple[int, int]:
        """How many are in the inbox and in quarantine, by one query."""
        found = self.aggregate(
            inbox=models.Count("pk", filter=models.Q(quarantined=False)),
            quarantine=models.Count("pk", filter=models.Q(quarantined=True)),
        )
        return found["inbox"], found["quarantine"]

    def for_the_list(self) -> "ReportQuerySet":
        """Danger first, then the newest day; within a day by reference, which tells nothing."""
        return self.select_related("epoch__agency", "assignee").order_by(
            "-danger_now", "-received_on", "reference"
        )


class Report(models.Model):
    """A tip. Nothing that its sender wrote is here in clear."""

    class Status(models.TextChoices):
        """What the sender is told."""

        RECEIVED = "received", _("Received")
        READING = "reading", _("Being read")
        PASSED_ON = "passed_on", _("Passed on")
        CLOSED = "closed", _("Closed")

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
    assignee = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="assigned_reports"
    )
    unread = models.BooleanField(default=True)
    withdrawn_on = models.DateField(null=True)
    files = models.PositiveSmallIntegerField(default=0)
    epoch = models.ForeignKey(AgencyEpoch, on_delete=models.PROTECT, related_name="reports")
    case_recipient = models.CharField(max_length=80)
    sealed_case = models.BinaryField()
    sealed_thread = models.BinaryField()
    sealed_card = models.BinaryField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-danger_now", "-received_on", "reference"], name="reports_list")
        ]

    def __str__(self) -> str:
        return self.reference


def last_day_to_take_back(withdrawn_on: date) -> date:
    """The last day on which the sender can undo a withdrawal of this day."""
    return withdrawn_on + timedelta(days=DAYS_TO_TAKE_BACK)
