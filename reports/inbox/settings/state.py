"""What the lead's pages show of the questions as they are now, from the database."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from reports.models import QuestionSetting, QuestionSound
from reports.questions.built_in import STEPS
from reports.questions.changes import THE_QUESTION, may_be_off, retired
from reports.questions.kinds import Question, Step, Words


@dataclass(frozen=True)
class State:
    """One question in the list."""

    code: str
    label: Words
    off: bool
    options_off: int
    reworded: list[str]
    """Names of languages."""
    sounds: list[str]
    """Names of languages."""


@dataclass(frozen=True)
class StepState:
    """One step in the list."""

    step: Step
    questions: list[State]


def all_steps() -> list[StepState]:
    """All questions by step, by two queries."""
    kept = {setting.question: setting for setting in QuestionSetting.objects.all()}
    sounds: dict[str, set[str]] = {}
    for code, language in QuestionSound.objects.values_list("question", "language"):
        sounds.setdefault(code, set()).add(language)
    return [
        StepState(
            step,
            [
                _state(
                    question,
                    kept.get(question.code) or QuestionSetting(question=question.code),
                    sounds.get(question.code, set()),
                )
                for question in step.questions
            ],
        )
        for step in STEPS
    ]


def _state(question: Question, setting: QuestionSetting, sounds: set[str]) -> State:
    here = setting.words.get(get_language() or "", {}).get(THE_QUESTION, {})
    return State(
        code=question.code,
        label=here.get("label") or question.label,
        off=setting.off and may_be_off(question),
        options_off=len(retired(question, frozenset(setting.options_off))),
        reworded=[name for code, name in settings.LANGUAGES if code in setting.words],
        sounds=[name for code, name in settings.LANGUAGES if code in sounds],
    )


def sounds_of(code: str) -> list[QuestionSound]:
    """The recordings of a question, without their bytes."""
    return list(QuestionSound.objects.filter(question=code).defer("sound").order_by("language"))
