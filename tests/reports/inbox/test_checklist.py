"""The ILO rule on the checklist: counted exhaustively, and never a verdict."""

from itertools import product

import pytest

from reports.inbox.assessment.checklist import (
    DIMENSIONS,
    Strength,
    counts_of,
    is_marked,
    prompt_of,
)

_SIX = ("deceived", "coerced", "abused", "exploited", "coerced_there", "abused_there")


def _counts(strong: int, medium: int, weak: int) -> dict[Strength, int]:
    return dict(zip(Strength, (strong, medium, weak), strict=True))


@pytest.mark.parametrize(("strong", "medium", "weak"), list(product(range(5), repeat=3)))
def test_a_dimension_is_marked_exactly_by_the_rule(strong: int, medium: int, weak: int) -> None:
    # The rule once more, as it is read aloud.
    if strong >= 2:
        expected = True
    elif strong == 1:
        expected = medium + weak > 0
    else:
        expected = medium >= 3 or (medium == 2 and weak > 0)
    assert is_marked(_counts(strong, medium, weak)) is expected


def test_weak_indicators_alone_never_mark_a_dimension() -> None:
    assert not any(is_marked(_counts(0, 0, weak)) for weak in range(50))


def test_one_more_indicator_never_takes_the_mark_away() -> None:
    for counts in product(range(4), repeat=3):
        if is_marked(_counts(*counts)):
            for more in range(3):
                raised = [n + (place == more) for place, n in enumerate(counts)]
                assert is_marked(_counts(*raised)), (counts, more)


def test_there_are_six_dimensions_and_no_code_twice() -> None:
    assert tuple(dimension.code for dimension in DIMENSIONS) == _SIX
    for dimension in DIMENSIONS:
        codes = [row.code for row in dimension.indicators]
        assert len(set(codes)) == len(codes)


def test_what_is_ticked_and_what_is_counted_by_hand_are_added_up() -> None:
    deceived = DIMENSIONS[0]
    counts = counts_of(deceived, {"job", "wages", "unheard-of"}, {Strength.WEAK: 2})
    assert counts == {Strength.STRONG: 1, Strength.MEDIUM: 1, Strength.WEAK: 2}


def test_nothing_said_marks_nothing() -> None:
    assert prompt_of({}).marked == ()
    assert prompt_of({code: {} for code in _SIX}).number == 0
    assert not prompt_of({}).asked_of_adults
    assert not prompt_of({}).asked_of_children


@pytest.mark.parametrize("said", [{"ticked": "job"}, {"ticked": None, "strong": "2"}, {"x": 1}])
def test_what_no_form_of_ours_wrote_marks_nothing(said: dict[str, object]) -> None:
    assert prompt_of({"deceived": said, "another": {"strong": 2}}).marked == ()


@pytest.mark.parametrize("bits", list(product((False, True), repeat=6)))
def test_what_is_asked_of_adults_and_of_children(bits: tuple[bool, ...]) -> None:
    marked = {code for code, bit in zip(_SIX, bits, strict=True) if bit}
    prompt = prompt_of({code: {"strong": 2} for code in marked})
    assert set(prompt.marked) == marked
    assert prompt.number == len(marked)
    recruited = "deceived" in marked or "coerced" in marked
    assert prompt.asked_of_adults is (
        recruited and "exploited" in marked and "coerced_there" in marked
    )
    # Under 18 the means do not matter.
    assert prompt.asked_of_children is ("exploited" in marked)
