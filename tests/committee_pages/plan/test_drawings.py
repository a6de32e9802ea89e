"""The drawings of a plan, as lengths."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee_pages.plan.days import Span
from committee_pages.plan.progress import parts
from committee_pages.plan.states import State
from committee_pages.plan.timeline import HEAD, ROW, Item, timeline

_DAY = st.dates(date(1900, 1, 1), date(2199, 12, 31))
_NEAR = 0.001  # hundredths of the width


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(_DAY)
    return Span(first, first + timedelta(days=draw(st.integers(0, 8000))))


@st.composite
def items(draw: st.DrawFn) -> Item:
    return Item(
        number=draw(st.integers(1, 999)),
        title="An activity",
        starts=draw(st.none() | spans()),
        due=draw(st.none() | spans()),
        state=draw(st.sampled_from(State)),
        late="",
        is_over=False,
    )


def _item(starts: date | None, due: date | None, title: str = "A") -> Item:
    one = [Span(day, day) if day else None for day in (starts, due)]
    return Item(1, title, one[0], one[1], State.PLANNED, "", is_over=False)


@given(st.lists(items(), max_size=8), spans(), _DAY)
def test_nothing_is_drawn_outside_and_nothing_is_lost(
    given_: list[Item], whole: Span, today: date
) -> None:
    line = timeline(given_, whole, today)
    assert len(line.bars) + line.undated == len(given_)
    for bar in line.bars:
        assert bar.left >= -_NEAR
        assert bar.width > 0
        assert bar.left + bar.width <= 100 + _NEAR
    assert len(line.ticks) <= 6
    for tick in line.ticks:
        assert 0 <= tick.left < 100
        assert not tick.name or tick.left <= (80 if "/" in tick.name else 87)
    lefts = [tick.left for tick in line.ticks]
    assert lefts == sorted(set(lefts))
    assert (line.today is not None) == (whole.first <= today <= whole.last)


@given(st.lists(items(), max_size=8), spans(), _DAY)
def test_the_drawing_grows_by_one_height_for_each_bar_and_no_two_overlap(
    given_: list[Item], whole: Span, today: date
) -> None:
    line = timeline(given_, whole, today)
    assert [bar.top for bar in line.bars] == [HEAD + ROW * n for n in range(len(line.bars))]
    assert line.height == f"{HEAD + ROW * len(line.bars):.1f}em"


@given(spans(), st.data())
def test_what_begins_earlier_lies_further_left(whole: Span, data: st.DataObject) -> None:
    within = st.dates(whole.first, whole.last)
    one, other = sorted([data.draw(within), data.draw(within)])
    line = timeline([_item(one, whole.last), _item(other, whole.last)], whole, whole.first)
    assert line.bars[0].left <= line.bars[1].left + _NEAR


def test_a_bar_lies_where_its_days_are() -> None:
    year = Span(date(2023, 1, 1), date(2023, 12, 31))
    (bar,) = timeline([_item(date(2023, 1, 1), date(2023, 12, 31))], year, date(2020, 1, 1)).bars
    assert (bar.x, bar.w) == ("0.00%", "100.00%")
    (bar,) = timeline([_item(date(2023, 7, 2), None)], year, date(2020, 1, 1)).bars
    assert bar.left == pytest.approx(100 * 182 / 365)
    (bar,) = timeline([_item(None, date(2023, 12, 31))], year, date(2020, 1, 1)).bars
    assert bar.left + bar.width == pytest.approx(100)


@given(st.text(max_size=150))
def test_a_name_is_cut_for_telephones_and_nothing_of_it_is_lost(title: str) -> None:
    (bar,) = timeline(
        [_item(date(2023, 1, 1), None, title)], Span(date(2023, 1, 1), date(2023, 2, 1)), date.max
    ).bars
    assert bar.short + bar.rest == title
    assert len(bar.short) <= 32


@given(st.lists(st.sampled_from(State), max_size=300))
def test_the_parts_of_a_bar_of_progress_are_the_shares_side_by_side(states: list[State]) -> None:
    counts = Counter(states)
    found = parts(counts)
    edge = 0.0
    for part in found:
        assert part.left == pytest.approx(edge)
        assert part.width == pytest.approx(100 * counts[part.state] / len(states))
        edge += part.width
    assert edge <= 100 + _NEAR
    drawn = {part.state for part in found}
    assert drawn == {state for state in counts if state is not State.PLANNED}


@given(spans())
def test_lengths_are_written_as_svg_reads_them(whole: Span) -> None:
    line = timeline([_item(whole.first, whole.last)], whole, whole.first)
    lengths = [line.bars[0].x, line.bars[0].w, *(tick.x for tick in line.ticks)]
    assert all(re.fullmatch(r"[0-9]{1,3}\.[0-9]{2}%", length) for length in lengths)
