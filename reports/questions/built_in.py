"""All questions as the software brings them, in the order in which they are asked."""

from reports.questions.exclusion import EXCLUSION
from reports.questions.signs import LOOKS_LIKE
from reports.questions.what import WHAT
from reports.questions.where import WHERE
from reports.questions.who import WHO

STEPS = (WHAT, LOOKS_LIKE, WHERE, WHO, EXCLUSION)
QUESTIONS = {question.code: question for step in STEPS for question in step.questions}
STEPS_BY_CODE = {step.code: step for step in STEPS}
