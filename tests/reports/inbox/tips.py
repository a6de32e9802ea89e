"""Tips in a chosen state, without a walk through the form."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from reports.deadlines import deadlines
from reports.models import Report
from reports.seeding import seed_tips


def make_tips(count: int, **fields: Any) -> list[Report]:
    """So many new tips of today in which only these fields differ, in the order of the list."""
    there = set(Report.objects.values_list("pk", flat=True))
    for _batch in seed_tips(count, members=(), closed_share=0):
        pass
    made = Report.objects.exclude(pk__in=there).select_related("epoch__agency")
    for tip in made:
        tip.change(**{**_as_new(), **fields})
    return list(made.order_by("rank", "reference"))


def make_tip(**fields: Any) -> Report:
    """One such tip."""
    return make_tips(1, **fields)[0]


def days_ago(days: int) -> Any:
    """The day so many days before today."""
    return timezone.localdate() - timedelta(days=days)


def _as_new() -> dict[str, Any]:
    today = timezone.localdate()
    until = deadlines(today, Report.Urgency.UNSET)
    return {
        "received_on": today,
        "language": "tet",
        "channel": Report.Channel.WEB,
        "danger_now": False,
        "quarantined": False,
        "status": Report.Status.RECEIVED,
        "urgency": Report.Urgency.UNSET,
        "acknowledge_by": until.acknowledge_by,
        "acknowledged_on": None,
        "answer_by": until.answer_by,
        "answered_on": None,
        "assignee": None,
        "unread": True,
    }
