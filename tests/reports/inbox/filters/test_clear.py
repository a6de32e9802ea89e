"""The clear filters: from an address and back, and what makes no sense."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from reports.inbox.filters import CLEAR, Chosen, Desk, Person

_DESK = Desk(
    me=1,
    my_name="triage",
    today=date(2026, 11, 26),
    people={"triage": Person(1, "Rui"), "lead": Person(2, "Lita")},
)


def _read(query: str) -> Chosen:
    return Chosen.from_query(QueryDict(query), _DESK)


def _codes(name: str) -> list[str]:
    return [code for code, _label in CLEAR[name].choices(_DESK)]


_ADDRESSES = st.lists(
    st.sampled_from([(name, code) for name in CLEAR for code in _codes(name)]), max_size=12
)
_ANYTHING = st.lists(
    st.tuples(st.one_of(st.sampled_from(list(CLEAR)), st.text()), st.text()), max_size=8
)


@given(pairs=_ADDRESSES)
def test_what_was_read_from_an_address_is_read_again_from_the_address_it_writes(
    pairs: list[tuple[str, str]],
) -> None:
    query = QueryDict(mutable=True)
    for name, code in pairs:
        query.appendlist(name, code)
    once = Chosen.from_query(query, _DESK)
    again = _read(once.as_query())
    assert again == once
    assert again.as_query() == once.as_query()
    assert again.errors == ()


@given(pairs=_ANYTHING)
def test_garbage_raises_nothing_and_is_never_part_of_the_address(
    pairs: list[tuple[str, str]],
) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    found = Chosen.from_query(query, _DESK)
    assert len(found.errors) <= 5
    assert all(code in _codes(name) for name, code in found.pairs())
    assert _read(found.as_query()) == found


def test_the_order_and_repetition_in_an_address_mean_nothing() -> None:
    one = _read("language=pt&status=waiting&status=reading&language=pt")
    assert one == _read("status=reading&status=waiting&language=pt")
    assert one.as_query() == "status=reading&status=waiting&language=pt"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("urgency=extreme", "“extreme” is no choice of “Urgency”, so it is left out."),
        ("assignee=mallory", "“mallory” is no choice of “Who works on it”, so it is left out."),
        ("colour=red", "The list has no filter “colour”."),
        (f"urgency={'x' * 500}", f"“{'x' * 40}” is no choice of “Urgency”, so it is left out."),
        ("urgency=a%00b", "“a␀b” is no choice of “Urgency”, so it is left out."),
    ],
)
def test_an_unknown_value_is_named_and_the_rest_applies(query: str, sentence: str) -> None:
    found = _read(f"{query}&files=yes")
    assert found.errors == (sentence,)
    assert found.as_query() == "files=yes"


def test_two_choices_that_exclude_each_other_leave_the_filter_out() -> None:
    found = _read("age=today&age=older&language=tet")
    assert found.errors == ("Choose one of “Received”: two exclude each other, so none applies.",)
    assert found.as_query() == "language=tet"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "status=closed&due=overdue",
            "No tip is both “Closed” and “Overdue”, so neither filter applies.",
        ),
        (
            "status=received&reply=unread",
            "No tip is both “Received” and “Unread reply”, so neither filter applies.",
        ),
    ],
)
def test_two_filters_that_exclude_each_other_are_both_left_out(query: str, sentence: str) -> None:
    found = _read(f"{query}&channel=phone")
    assert found.errors == (sentence,)
    assert found.as_query() == "channel=phone"


def test_a_closed_tip_among_others_excludes_no_deadline() -> None:
    assert _read("status=closed&status=reading&due=overdue").errors == ()


def test_empty_values_of_a_form_choose_nothing() -> None:
    found = _read("age=&due=&status=")
    assert (found.as_query(), found.errors) == ("", ())


def test_of_many_mistakes_five_are_named() -> None:
    assert len(_read("&".join(f"x{n}=1" for n in range(99))).errors) == 5
