"""Days as sources know them, and what is late."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from committee_pages.plan.days import check_day, from_to, in_words, months_between, span
from committee_pages.plan.lateness import late_by_words, was_due_words
from committee_pages.plan.states import MOVES, State, days_over

_DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-11-25", date(2026, 11, 25), date(2026, 11, 25)),
    ],
)
def test_a_text_means_a_day_a_month_or_a_year(text: str, first: date, last: date) -> None:
    meant = span(text)
    assert meant is not None
    assert (meant.first, meant.last) == (first, last)
    check_day(text)


def test_an_empty_text_is_not_dated() -> None:
    assert span("") is None
    assert in_words("") == ""


@pytest.mark.parametrize(
    "text",
    [
        *("26", "2026-", "2026-13", "2026-00", "2026-02-30", "2026-2-3", "2026/02/03", "soon"),
        *(" 2026", "2026 ", "2026\n", "٢٠٢٦", "0026", "9999", "2026-02-03T10:00", "25.11.2026"),
    ],
)
def test_what_is_no_day_gets_a_sentence_that_shows_how(text: str) -> None:
    with pytest.raises(ValidationError, match="2026-11-25"):
        check_day(text)


@given(_DAYS)
def test_every_day_is_read_as_itself(day: date) -> None:
    meant = span(day.isoformat())
    assert meant is not None
    assert meant.first == meant.last == day


@pytest.mark.parametrize(
    ("language", "month"), [("en", "August 2022"), ("tet", "Agostu 2022"), ("id", "Agustus 2022")]
)
def test_no_more_is_said_than_is_known(language: str, month: str) -> None:
    with translation.override(language):
        assert in_words("2022-08") == month
        assert in_words("2022") == "2022"
        assert "12" in in_words("2022-08-12")


@pytest.mark.parametrize(
    ("due", "today", "days"),
    [
        ("2026-11-25", date(2026, 11, 24), 0),
        ("2026-11-25", date(2026, 11, 25), 0),
        ("2026-11-25", date(2026, 11, 26), 1),
        ("2026-10", date(2026, 10, 31), 0),
        ("2026-10", date(2026, 11, 1), 1),
        ("2026", date(2026, 12, 31), 0),
        ("2026", date(2027, 1, 1), 1),
        ("2024-02-29", date(2025, 2, 28), 365),
        ("", date(2999, 1, 1), 0),
    ],
)
def test_it_is_late_from_the_day_after_the_last_day_it_can_mean(
    due: str, today: date, days: int
) -> None:
    assert days_over(due, State.PLANNED, today) == days
    assert days_over(due, State.UNDER_WAY, today) == days
    assert days_over(due, State.NO_REPORT, today) == days


@given(_DAYS, st.integers(-1000, 1000))
def test_the_days_are_counted_one_by_one_and_what_is_over_is_never_late(
    due: date, shift: int
) -> None:
    today = due + timedelta(days=shift)
    assert days_over(due.isoformat(), State.PLANNED, today) == max(shift, 0)
    for state in (State.DONE, State.STOPPED):
        assert days_over(due.isoformat(), state, today) == 0


def test_every_state_can_be_left_and_reached_and_none_leads_to_itself() -> None:
    assert set(MOVES) == set(State)
    assert {goal for goals in MOVES.values() for goal in goals} == set(State)
    assert all(goals and state not in goals for state, goals in MOVES.items())


@given(_DAYS, st.integers(1, 9000))
def test_no_lateness_is_said_larger_than_it_is_and_none_far_too_small(due: date, days: int) -> None:
    today = due + timedelta(days=days)
    for words in (was_due_words(due, days), late_by_words(due, days)):
        (said,) = map(int, re.findall(r"\d+", words))
        if "day" in words:
            assert said == days <= 62
            continue
        months = said * 12 if "year" in words else said
        assert " over " in words
        assert months >= 2
        # So many whole months, each of 31 days at most, and then less than one more of its kind.
        assert months * 28 <= days
        assert months_between(due, today) >= months
        assert months_between(due, today) <= months + (12 if "year" in words else 1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
        (date(2024, 2, 29), date(2025, 3, 1), 12),
        (date(2025, 12, 15), date(2026, 1, 14), 0),
        (date(2025, 12, 15), date(2026, 1, 15), 1),
    ],
)
def test_a_month_is_whole_on_its_day(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


def test_a_line_of_two_days_begins_with_a_capital_in_languages_that_write_months_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "committee_pages.plan.days.date_format", lambda day, _format: f"novembro de {day.year}"
    )
    assert from_to("2021-11", "2022-11") == "Novembro de 2021 – novembro de 2022"
    assert from_to("2021-11", "2021-11") == "Novembro de 2021"
    assert from_to("", "2021-11") == "Novembro de 2021"
    assert from_to("", "") == ""
