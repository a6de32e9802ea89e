"""Assessments in words, and what the sender answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports import seals
from reports.inbox.assessment.checklist import DIMENSIONS, Prompt, Strength, prompt_of
from reports.inbox.assessment.form import COUNTED
from reports.inbox.assessment.subjects import Subject
from reports.models import Entry, Report
from reports.questions import as_shown
from reports.seals import Answers
from vault.errors import VaultError
from vault.report_keys import ReportKeys

Rows = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Version:
    """One assessment as members read it."""

    number: int
    on: date
    by: str
    rows: Rows
    prompt: Prompt


@dataclass(frozen=True)
class Difference:
    """One subject of which two members say different things."""

    label: str
    theirs: list[str]
    ours: list[str]


def version_of(said: Mapping[str, Any], subjects: list[Subject]) -> Version:
    """An opened assessment in words, without what it says nothing of."""
    rows = [row for row in rows_of(said, subjects) if row[1]]
    prompt = prompt_of(said.get("indicators", {}))
    return Version(said["number"], said["on"], said["by"], rows, prompt)


def rows_of(said: Mapping[str, Any], subjects: list[Subject]) -> Rows:
    """Every subject, every dimension and the words, in the active language."""
    indicators = said.get("indicators", {})
    text = as_shown(str(said.get("text", "")))
    return [
        *((str(subject.label), subject.in_words(said.get(subject.code))) for subject in subjects),
        *(
            (str(dimension.label), _in_words(dimension.code, indicators.get(dimension.code, {})))
            for dimension in DIMENSIONS
        ),
        ("", [text] if text else []),
    ]


def _in_words(code: str, said: Mapping[str, Any]) -> list[str]:
    dimension = next(d for d in DIMENSIONS if d.code == code)
    ticked = said.get("ticked", [])
    return [
        *(str(row.label) for row in dimension.indicators if row.code in ticked),
        *(f"{COUNTED[s]}: {said[s.value]}" for s in Strength if said.get(s.value)),
    ]


def differences(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], subjects: list[Subject]
) -> list[Difference]:
    """Where two assessments do not say the same."""
    both = zip(rows_of(theirs, subjects), rows_of(ours, subjects), strict=True)
    return [Difference(label, one, other) for (label, one), (_l, other) in both if one != other]


def answers_of(report: Report, keys: ReportKeys) -> Answers:
    """What the sender ticked, as last corrected; nothing of what does not open."""
    answers: Answers = {}
    for entry in report.entries.filter(kind__in=(Entry.Kind.ANSWERS, Entry.Kind.ADDITION)):
        try:
            said = json.loads(seals.open_from_sender(entry, keys))
        except VaultError:
            continue
        answers = said.get("answers", answers)
    return answers
