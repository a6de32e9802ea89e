"""Beside a tip: where it stands, until when, who works on it, and what members make of it."""

from typing import Any

from django.utils import timezone

from accounts.unlocked import Unlocked
from reports.inbox import closing
from reports.inbox.assessment.checklist import DIMENSIONS, prompt_of
from reports.inbox.due import deadlines_of
from reports.inbox.staff_entries import Written, newest
from reports.inbox.tip.forms import LabelsForm, StatusForm
from reports.models import Label, Report
from reports.statuses import Because
from vault.report_keys import ReportKeys


def side_of(
    member: Unlocked,
    report: Report,
    *,
    keys: ReportKeys,
    card: dict[str, Any] | None,
    staff: list[dict[str, Any]],
    labels: list[Label],
) -> dict[str, Any]:
    """What the column beside a tip shows. `staff` is what members wrote, opened, oldest first.

    `labels` are all of the agency.
    """
    carried = (card or {}).get("labels", [])
    return {
        "deadlines": deadlines_of(report, timezone.localdate()),
        "status_form": StatusForm(now=report.status),
        "mine": report.assignee == member.user,
        "proposal": _proposal(report, staff),
        "labels": [label for label in labels if label.pk in carried],
        "labels_form": _labels_form(labels, carried) if card is not None else None,
        "assessment": _assessment(staff),
        "dimensions": len(DIMENSIONS),
    }


def _labels_form(known: list[Label], carried: list[str]) -> LabelsForm | None:
    form = LabelsForm(known=known, carried=carried)
    return form if form.fields["labels"].choices else None  # type: ignore[attr-defined]


def _proposal(report: Report, staff: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Who would close it and why, as far as it opens."""
    if report.closing_by is None:
        return None
    found = [said for said in staff if said.get("about") == closing.PROPOSED]
    said = found[-1] if found else {}
    because = dict(Because.choices).get(said.get("code", ""), "")
    return {"by": report.closing_by, "because": because, "text": said.get("text", "")}


def _assessment(staff: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Who assessed it last, and how many dimensions of the checklist that marked."""
    said = newest(staff, Written.ASSESSMENT)
    if said is None:
        return None
    prompt = prompt_of(said.get("indicators", {}))
    return {"by": said["by"], "on": said["on"], "marked": prompt.number}
