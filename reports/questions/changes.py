"""What a lead changed about the questions, and the questions with these changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reports.questions.kinds import WAYS_OUT, Kind, Option, Question, Sound, Step, Words

THE_QUESTION = ""
"""Stands for the question itself where the code of an option could stand."""
_WAYS_OUT = frozenset(code for code, _label in WAYS_OUT)


@dataclass(frozen=True)
class Wording:
    """Other words in one language. What is empty is as the software brings it."""

    label: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Change:
    """All that was changed about one question."""

    off: bool = False
    options_off: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)
    """By language, then by the code of an option or THE_QUESTION."""
    sounds: Mapping[str, Sound] = field(default_factory=dict)
    """By language."""


Changes = Mapping[str, Change]
"""By the code of the question."""

UNCHANGED = Change()


def may_be_off(question: Question) -> bool:
    """Whether a lead can switch the question off."""
    return not (question.fixed or question.required)


def may_retire(question: Question) -> frozenset[str]:
    """The codes of the options that a lead can switch off: never the ways out."""
    if question.options_fixed:
        return frozenset()
    return frozenset(code for code, _label in question.real_options)


def retired(question: Question, options_off: frozenset[str]) -> frozenset[str]:
    """The options that are not offered: some of those that may be switched off, never all."""
    possible = may_retire(question)
    off = possible & options_off
    return frozenset() if off == possible else off


def reworded(question: Question, change: Change, language: str) -> Question:
    """The question with all its options, in a lead's words where there are some."""
    if change is UNCHANGED:
        return question
    words = change.words.get(language, {})
    own = words.get(THE_QUESTION, Wording())
    return replace(
        question,
        label=own.label or question.label,
        hint=own.hint or question.hint,
        options=tuple(_reworded(option, words) for option in question.options),
        retired=retired(question, change.options_off),
        sound=change.sounds.get(language),
    )


def _reworded(option: Option, words: Mapping[str, Wording]) -> Option:
    code, label = option
    other: Words = words.get(code, Wording()).label
    return (code, other or label)


def with_changes(steps: tuple[Step, ...], changes: Changes, language: str) -> tuple[Step, ...]:
    """The steps as a sender sees them: without what is off, and without a step left empty."""
    changed = (
        replace(
            step,
            questions=tuple(
                reworded(question, changes.get(question.code, UNCHANGED), language)
                for question in step.questions
                if not (may_be_off(question) and changes.get(question.code, UNCHANGED).off)
            ),
        )
        for step in steps
    )
    return tuple(step for step in changed if step.questions)


def still_asked(answers: dict[str, Any], steps: tuple[Step, ...]) -> dict[str, Any]:
    """The answers without those that are no longer offered, for a form that is under way."""
    asked = {question.code: question for step in steps for question in step.questions}
    left = {code: _left(asked[code], value) for code, value in answers.items() if code in asked}
    return {code: value for code, value in left.items() if value}


def _left(question: Question, value: str | list[str]) -> str | list[str]:
    if question.lasting or not question.kind.closed:
        return value
    if question.kind is Kind.SEVERAL:
        return [code for code in value if code not in question.retired]
    return "" if value in question.retired else value
