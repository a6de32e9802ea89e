"""Deadlines in words."""

from datetime import date, timedelta

import pytest

from reports.inbox.due import Due, deadlines_of
from reports.models import Report

_BY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("today", "done", "words", "late"),
    [
        (0, None, "today", False),
        (-1, None, "in 1 day", False),
        (-3, None, "in 3 days", False),
        (1, None, "late by 1 day", True),
        (12, None, "late by 12 days", True),
        (40, 0, "done", False),
        (40, -2, "done", False),
        (40, 2, "done, late by 2 days", True),
    ],
)
def test_a_deadline_says_how_far_away_it_is(
    today: int, done: int | None, words: str, late: bool
) -> None:
    met = None if done is None else _BY + timedelta(days=done)
    due = Due("Read it by", _BY, met, _BY + timedelta(days=today))
    assert (due.words, due.is_late) == (words, late)


def test_nothing_is_due_of_a_tip_that_is_closed_or_has_no_deadline() -> None:
    closed = Report(status="closed", acknowledge_by=_BY, answer_by=_BY)
    assert deadlines_of(closed, _BY) == []
    assert deadlines_of(Report(status="reading"), _BY) == []
    assert len(deadlines_of(Report(status="reading", answer_by=_BY), _BY)) == 1
