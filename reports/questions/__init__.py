"""The questions of the tip form, with stable codes.

Every choice has a way not to answer, and only the story is required.
"""

from reports.questions.built_in import QUESTIONS, STEPS, STEPS_BY_CODE
from reports.questions.changes import still_asked
from reports.questions.exclusion import exclusions
from reports.questions.kinds import Kind, Question, Sound, Step
from reports.questions.published import questions_now, steps_now
from reports.questions.words import as_shown, in_words

__all__ = [
    "QUESTIONS",
    "STEPS",
    "STEPS_BY_CODE",
    "Kind",
    "Question",
    "Sound",
    "Step",
    "as_shown",
    "exclusions",
    "in_words",
    "questions_now",
    "steps_now",
    "still_asked",
]
