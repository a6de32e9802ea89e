"""The demonstration tips could have been sent by the form."""

import pytest

from reports.demonstration import TIPS
from reports.intake.forms import StepForm
from reports.questions import QUESTIONS, STEPS
from reports.seals import Answers


@pytest.mark.parametrize(("language", "answers"), TIPS)
def test_every_answer_is_one_that_the_form_takes(language: str, answers: Answers) -> None:
    assert set(answers) <= set(QUESTIONS)
    for step in STEPS:
        codes = {question.code for question in step.questions}
        own = {code: value for code, value in answers.items() if code in codes}
        form = StepForm.with_answers(step, own)
        assert form.is_valid(), form.errors
        assert form.answers() == own


def test_together_they_use_every_question() -> None:
    assert {code for _language, answers in TIPS for code in answers} == set(QUESTIONS)
