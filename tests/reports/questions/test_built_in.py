"""The questions that the software brings."""

import pytest

from reports.questions import QUESTIONS, STEPS, Kind, exclusions, in_words
from reports.questions.kinds import WAYS_OUT

_CLOSED = [question for question in QUESTIONS.values() if question.kind.closed]


def test_the_story_alone_is_required() -> None:
    assert [q.code for q in QUESTIONS.values() if q.required] == ["story"]


def test_the_questions_stand_in_the_order_of_the_form() -> None:
    assert [[q.code for q in step.questions] for step in STEPS] == [
        ["story", "danger"],
        ["exploitation", "signs", "people", "minors"],
        ["municipality", "country", "place_kind", "when"],
        ["suspect", "recruitment", "relation"],
        ["exclude"],
    ]


@pytest.mark.parametrize("question", _CLOSED, ids=lambda question: question.code)
def test_every_closed_question_has_both_ways_not_to_answer(question: object) -> None:
    assert question in _CLOSED
    assert question.options[-2:] == WAYS_OUT  # type: ignore[attr-defined]


def test_codes_are_short_plain_and_stand_once() -> None:
    for question in QUESTIONS.values():
        codes = [code for code, _label in question.options]
        assert len(codes) == len(set(codes))
        assert all(code.isascii() and len(code) <= 20 for code in [question.code, *codes])


def test_every_text_has_a_greatest_length() -> None:
    for question in QUESTIONS.values():
        assert (question.longest > 0) == (question.kind in {Kind.TEXT, Kind.LINE})


@pytest.mark.parametrize(
    ("chosen", "excluded"),
    [
        ([], []),
        ("", []),
        (["nobody"], []),
        (["unknown"], []),
        (["unsaid", "nobody"], []),
        (["police"], ["police"]),
        (["police", "nobody"], ["police"]),
        (["nobody", "unknown", "social", "local"], ["social", "local"]),
        (["an-agency-of-a-later-release"], ["an-agency-of-a-later-release"]),
        ("migration", ["migration"]),
    ],
)
def test_of_two_answers_that_contradict_each_other_the_exclusion_counts(
    chosen: str | list[str], excluded: list[str]
) -> None:
    assert exclusions(chosen) == excluded


def test_a_code_that_nobody_knows_any_more_is_shown_as_it_is() -> None:
    assert in_words(QUESTIONS["people"], "2-5") == ["2 to 5"]
    assert in_words(QUESTIONS["people"], "a-code-of-long-ago") == ["a-code-of-long-ago"]
    assert in_words(QUESTIONS["people"], "") == []
