"""From step to step through the questions, wherever the form stands."""

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.intake import pages
from reports.intake.forms import StepForm
from reports.intake.places import Place
from reports.intake.tokens import BadToken, DeadToken, ExpiredToken, FormToken
from reports.intake.trap import is_trapped
from reports.questions import (
    STEPS,
    STEPS_BY_CODE,
    Step,
    as_shown,
    in_words,
    steps_now,
    still_asked,
)
from reports.seals import Answers


def answer(request: HttpRequest, place: Place) -> HttpResponse:
    """The page that the button leads to which this POST says was pressed."""
    walk = Walk(request, place)
    go = request.POST.get("go", "")
    if go == "start":
        return walk.begin(FormToken())
    try:
        token = FormToken.open(request.POST.get("token", ""))
    except DeadToken:
        return pages.closed(request)
    except BadToken:
        return pages.unusable(request)
    except ExpiredToken:
        return walk.begin_again()
    return walk.go_on(token, go)


class Walk:
    """One request on the way through the form.

    The steps are read once for a request: a lead may change them at any moment.
    """

    def __init__(self, request: HttpRequest, place: Place) -> None:
        self.request = request
        self.place = place
        self.steps = steps_now()

    def begin(self, token: FormToken) -> HttpResponse:
        """The first step of a new form."""
        return self.show_step(token, self.steps[0])

    def begin_again(self) -> HttpResponse:
        """After 30 idle minutes: a new form that holds only what this very request carried."""
        step = self._step(self.request.POST.get("at", "")) or self.steps[0]
        token = FormToken(answers=StepForm(step, self.request.POST).unchecked())
        return self.show_step(token, step, expired=True)

    def go_on(self, token: FormToken, go: str) -> HttpResponse:
        """The page that a button leads to, from whichever page it was pressed on."""
        at = self.request.POST.get("at", "")
        if at in STEPS_BY_CODE:
            step = self._step(at)
            return self._from_step(token, step, go) if step else self._from_gone(token, at, go)
        if go == "send":
            return self._send(token)
        chosen = self.steps[-1] if go == "back" else self._step(go.removeprefix("change-"))
        return self.show_step(token, chosen) if chosen else self.show_check(token)

    def _step(self, code: str) -> Step | None:
        return next((step for step in self.steps if step.code == code), None)

    def _from_step(self, token: FormToken, step: Step, go: str) -> HttpResponse:
        form = StepForm(step, self.request.POST)
        if go == "skip" and step.can_be_skipped:
            _take(token, step, {})
            return self._after(token, step.code)
        if go == "continue":
            if not form.is_valid():
                return self.show_step(token, step, form=form)
            _take(token, step, form.answers())
            return self._after(token, step.code)
        _take(token, step, form.unchecked())
        return self.show_step(token, self._before(step.code) if go == "back" else step)

    def _from_gone(self, token: FormToken, at: str, go: str) -> HttpResponse:
        """From a step all of whose questions were switched off since its page was shown."""
        if go == "back":
            return self.show_step(token, self._before(at))
        return self._after(token, at)

    def _after(self, token: FormToken, code: str) -> HttpResponse:
        later = self._from(code, later=True)
        if token.checking or not later:
            return self.show_check(token)
        return self.show_step(token, later[0])

    def _before(self, code: str) -> Step:
        return [self.steps[0], *self._from(code, later=False)][-1]

    def _from(self, code: str, *, later: bool) -> list[Step]:
        order = [step.code for step in STEPS]
        here = order.index(code)
        wanted = order[here + 1 :] if later else order[:here]
        return [step for step in self.steps if step.code in wanted]

    def show_step(
        self,
        token: FormToken,
        step: Step,
        *,
        form: StepForm | None = None,
        expired: bool = False,
    ) -> HttpResponse:
        """The page of one step."""
        context = {
            "form": form or StepForm(step, answers=token.answers),
            "step": step,
            "number": self.steps.index(step) + 1,
            "steps": len(self.steps),
            "first": step is self.steps[0],
            "token": token.seal(),
            "form_id": token.id,
            "expired": expired,
            "place": self.place,
        }
        response = render(self.request, "intake/step.html", context)
        if any(question.sound for question in step.questions):
            response._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
        return response

    def show_check(self, token: FormToken, *, trapped: bool = False) -> HttpResponse:
        """The page that shows all answers before they are sent."""
        token.checking = True
        token.answers = still_asked(token.answers, self.steps)
        rows = [
            {
                "question": question.label,
                "answers": in_words(question, token.answers.get(question.code, "")),
                "step": step.code,
            }
            for step in self.steps
            for question in step.questions
        ]
        context = {
            "rows": rows,
            "token": token.seal(),
            "form_id": token.id,
            "place": self.place,
            "trapped": trapped,
        }
        return render(self.request, "intake/check.html", context)

    def _send(self, token: FormToken) -> HttpResponse:
        token.answers = still_asked(token.answers, self.steps)
        for step in self.steps:
            form = StepForm.with_answers(step, token.answers)
            if not form.is_valid():
                return self.show_step(token, step, form=form)
        if is_trapped(self.request):
            return self.show_check(token, trapped=True)
        return self.place.send(self.request, token)


def _take(token: FormToken, step: Step, answers: Answers) -> None:
    before = {question.code: token.answers.pop(question.code, "") for question in step.questions}
    token.answers |= {code: _given(value, before[code]) for code, value in answers.items()}


def _given(value: str | list[str], before: str | list[str]) -> str | list[str]:
    """The answer; the one from before when the page gave back what it could show of it."""
    same = isinstance(before, str) and before and as_shown(before) == value
    return before if same else value
