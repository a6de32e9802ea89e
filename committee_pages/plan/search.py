"""Keeps what the search knows of a plan's page in step with its activities."""

from typing import Any

from committee_pages.models import Activity, PlanPage
from home.search.pages import page_changed


def activity_changed(instance: Activity, **_signal: Any) -> None:
    """After an activity was published, taken back or deleted: the pages of its plan."""
    for page in PlanPage.objects.filter(plan_id=instance.plan_id, live=True):
        page_changed(instance=page)
