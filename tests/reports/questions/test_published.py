"""The questions with a lead's changes, read from a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reports.questions import STEPS, questions_now, steps_now, still_asked
from reports.questions.built_in import QUESTIONS
from reports.questions.changes import Change, with_changes
from tests.reports.questions.published import publish, publish_text

_ALL = {code: [option for option, _label in q.options] for code, q in QUESTIONS.items()}


def _codes() -> list[str]:
    return [question.code for step in steps_now() for question in step.questions]


def test_without_a_file_the_questions_are_those_of_the_software() -> None:
    assert _codes() == list(QUESTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"story"',
        '{"people": null}',
        '{"people": {}}',
        '{"people": {"off": true, "options_off": 5, "words": {}, "sounds": {}}}',
        '{"people": {"off": true, "options_off": [], "words": [], "sounds": {}}}',
        '{"people": {"off": true, "options_off": [], "words": {"en": {"": "x"}}, "sounds": {}}}',
        '{"people": {"off": true, "options_off": [], "words": {}, "sounds": {"en": {}}}}',
        '{"people": {"off": true, "options_off": [[]], "words": {}, "sounds": {}}}',
        "[" * 5_000,
    ],
)
def test_a_broken_file_leaves_the_questions_of_the_software(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    publish_text(text)
    assert _codes() == list(QUESTIONS)
    assert "do not read" in caplog.text


def test_a_file_that_is_no_text_leaves_the_questions_of_the_software() -> None:
    publish_text("{}").write_bytes(b"\xff\xfe\x00")
    assert _codes() == list(QUESTIONS)


def test_a_folder_in_its_place_leaves_the_questions_of_the_software(settings: Any) -> None:
    (Path(settings.PUBLISHED_DIR) / "questions.json").mkdir(parents=True)
    assert _codes() == list(QUESTIONS)


def test_a_change_is_seen_at_once() -> None:
    publish(people={"off": True})
    assert "people" not in _codes()
    publish()
    assert "people" in _codes()


def test_a_change_that_is_as_long_as_the_one_before_is_seen() -> None:
    for code in ("people", "minors") * 3:
        publish(**{code: {"off": True}})
        assert code not in _codes()


def test_words_are_those_of_the_language() -> None:
    publish(people={"words": {"pt": {"": {"label": "Quantos?", "hint": ""}}}})
    with translation.override("pt"):
        assert questions_now()["people"].label == "Quantos?"
    with translation.override("en"):
        assert questions_now()["people"].label == "How many people are affected?"


@pytest.mark.parametrize("code", ["story", "danger", "exclude"])
def test_what_nobody_can_switch_off_is_asked_whatever_the_file_says(code: str) -> None:
    publish(**{code: {"off": True, "options_off": _ALL[code]}})
    assert code in _codes()
    assert not questions_now()[code].retired


def test_the_ways_not_to_answer_stay_whatever_the_file_says() -> None:
    publish(people={"options_off": ["1", "unknown", "unsaid", "never-was"]})
    assert questions_now()["people"].retired == {"1"}


def test_a_question_without_an_answer_left_keeps_all() -> None:
    publish(people={"options_off": ["1", "2-5", "6-20", "21+"]})
    assert not questions_now()["people"].retired


def test_a_step_without_a_question_left_is_not_there() -> None:
    publish(suspect={"off": True}, recruitment={"off": True}, relation={"off": True})
    assert [step.code for step in steps_now()] == ["what", "signs", "where", "exclude"]


def test_a_question_of_another_release_changes_nothing() -> None:
    publish(shoe_size={"off": True})
    assert _codes() == list(QUESTIONS)


def test_what_is_off_is_still_to_be_had_in_words() -> None:
    publish(people={"off": True}, exploitation={"options_off": ["organ"]})
    assert "organ" in dict(questions_now()["exploitation"].options)
    assert "people" in questions_now()


_CHANGES = st.dictionaries(
    st.sampled_from(sorted(QUESTIONS)),
    st.builds(
        Change,
        off=st.booleans(),
        options_off=st.frozensets(
            st.sampled_from(sorted({o for options in _ALL.values() for o in options}))
        ),
    ),
)


@given(_CHANGES)
def test_whatever_is_switched_off_a_form_is_left_that_can_be_filled_in(
    changes: dict[str, Change],
) -> None:
    steps = with_changes(STEPS, changes, "en")
    assert steps[0].code == "what"
    asked = {question.code: question for step in steps for question in step.questions}
    assert {"story", "danger", "exclude"} <= set(asked)
    for question in asked.values():
        if question.kind.closed:
            offered = set(dict(question.options)) - question.retired
            assert {"unknown", "unsaid"} < offered


_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        code: (
            st.text(min_size=1)
            if not question.kind.closed
            else st.lists(st.sampled_from(_ALL[code]), min_size=1, unique=True)
            if question.kind.value == "several"
            else st.sampled_from(_ALL[code])
        )
        for code, question in QUESTIONS.items()
    },
)


@given(_CHANGES, _ANSWERS)
def test_what_is_left_of_the_answers_is_offered_and_was_given(
    changes: dict[str, Change], answers: dict[str, Any]
) -> None:
    steps = with_changes(STEPS, changes, "en")
    left = still_asked(answers, steps)
    asked = {question.code: question for step in steps for question in step.questions}
    for code, value in left.items():
        given = answers[code]
        assert value == given or set(value) <= set(given)
        if asked[code].kind.closed and code != "exclude":
            assert not asked[code].retired & set(value if isinstance(value, list) else [value])
    assert left.get("story") == answers.get("story")
    assert left.get("exclude") == answers.get("exclude")
    assert json.dumps(still_asked(left, steps)) == json.dumps(left)
