"""The activities of a plan as a table to take away."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from published.spreadsheet import csv_table

if TYPE_CHECKING:
    from committee_pages.plan.reading import Row


def table(rows: Iterable["Row"]) -> bytes:
    """A heading and one line for each activity, in the language that is active.

    Dates are written as they are known: a day, a month or a year (ISO 8601).
    """
    heading = [
        gettext("Number"),
        gettext("Pillar"),
        gettext("Activity"),
        gettext("More about it"),
        gettext("Who does it"),
        gettext("With whom"),
        gettext("Begins"),
        gettext("Due"),
        gettext("State"),
        gettext("Days past the due date"),
        gettext("Evidence"),
        gettext("Address of the evidence"),
        gettext("Source"),
        gettext("Last changed"),
        gettext("Language of the words"),
    ]
    return csv_table([heading, *(_cells(row) for row in rows)])


def _cells(row: "Row") -> list[str]:
    return [
        str(row.number),
        str(row.pillar.label),
        row.title,
        row.detail,
        row.owner.text if row.owner else "",
        "; ".join(partner.text for partner in row.partners),
        row.starts,
        row.due,
        str(row.state.label),
        str(row.days_over or ""),
        row.evidence,
        row.evidence_link,
        row.source,
        row.changed_on.isoformat(),
        row.lang,
    ]
