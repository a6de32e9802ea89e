"""How many tips each standing view has: one query that stops counting at a thousand."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from reports.inbox.filters import Desk
from reports.inbox.listing.standing import STANDING
from reports.models.report import ReportQuerySet

_ENOUGH = 1000


def count_views(visible: ReportQuerySet, desk: Desk) -> dict[str, str]:
    """The number for each view, as members read it: from a thousand on it is `999+`."""
    parts: list[str] = []
    params: list[Any] = []
    for view in STANDING.values():
        # In the order of the list, so that the index of the view is walked along, and not the tips.
        tips = view.of(visible, desk).order_by("rank", "reference").values("rank")[:_ENOUGH]
        try:
            sql, values = tips.query.sql_with_params()
        except EmptyResultSet:  # a member without any key: Django knows without asking
            sql, values = "SELECT 0 WHERE 0 = 1", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 made by Django
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        numbers = cursor.fetchone()
    return {slug: _shown(number) for slug, number in zip(STANDING, numbers, strict=True)}


def count_list(tips: ReportQuerySet) -> str:
    """The number of tips of one list, in the same way."""
    return _shown(tips.order_by("rank", "reference").values("rank")[:_ENOUGH].count())


def _shown(number: int) -> str:
    return f"{_ENOUGH - 1}+" if number >= _ENOUGH else str(number)
