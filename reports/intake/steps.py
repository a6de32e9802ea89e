"""The tip form: interruption page, steps, check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reports.intake import budgets, pages, sending, store
from reports.intake.forms import StepForm
from reports.intake.pages import form_page
from reports.intake.tokens import BadToken, DeadToken, ExpiredToken, FormToken
from reports.questions import STEPS, Step, in_words

_BY_CODE = {step.code: step for step in STEPS}


@form_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is kept, what is not, what cannot be promised: before the first question."""
    if store.open_intake() is None:
        return pages.not_open(request)
    return render(request, "intake/start.html")


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """One step of the form. All that is known of it comes with the request."""
    if request.method != "POST":
        return redirect("report_start")
    budgets.take(request, budgets.STEPS)
    go = request.POST.get("go", "")
    if go == "start":
        return _show_step(request, FormToken(), STEPS[0])
    try:
        token = FormToken.open(request.POST.get("token", ""))
    except DeadToken:
        return pages.closed(request)
    except BadToken:
        return pages.unusable(request)
    except ExpiredToken:
        return _begin_again(request)
    return _go_on(request, token, go)


def _begin_again(request: HttpRequest) -> HttpResponse:
    """After 30 idle minutes: a new form that holds only what this very request carried."""
    step = _BY_CODE.get(request.POST.get("at", ""), STEPS[0])
    token = FormToken(answers=StepForm(step, request.POST).unchecked())
    return _show_step(request, token, step, expired=True)


def _go_on(request: HttpRequest, token: FormToken, go: str) -> HttpResponse:
    step = _BY_CODE.get(request.POST.get("at", ""))
    if step is not None:
        return _from_step(request, token, step, go)
    if go == "send":
        return _send(request, token)
    chosen = STEPS[-1] if go == "back" else _BY_CODE.get(go.removeprefix("change-"))
    return _show_step(request, token, chosen) if chosen else _show_check(request, token)


def _from_step(request: HttpRequest, token: FormToken, step: Step, go: str) -> HttpResponse:
    form = StepForm(step, request.POST)
    if go == "continue":
        if not form.is_valid():
            return _show_step(request, token, step, form=form)
        _take(token, step, form.answers())
        if token.checking or step is STEPS[-1]:
            return _show_check(request, token)
        return _show_step(request, token, STEPS[STEPS.index(step) + 1])
    _take(token, step, form.unchecked())
    before = STEPS[max(STEPS.index(step) - 1, 0)]
    return _show_step(request, token, before if go == "back" else step)


def _take(token: FormToken, step: Step, answers: dict[str, str | list[str]]) -> None:
    for question in step.questions:
        token.answers.pop(question.code, None)
    token.answers |= answers


def _show_step(
    request: HttpRequest,
    token: FormToken,
    step: Step,
    *,
    form: StepForm | None = None,
    expired: bool = False,
) -> HttpResponse:
    context = {
        "form": form or StepForm(step, answers=token.answers),
        "step": step,
        "number": STEPS.index(step) + 1,
        "steps": len(STEPS),
        "first": step is STEPS[0],
        "token": token.seal(),
        "form_id": token.id,
        "expired": expired,
    }
    return render(request, "intake/step.html", context)


def _show_check(request: HttpRequest, token: FormToken, *, trapped: bool = False) -> HttpResponse:
    token.checking = True
    rows = [
        {
            "question": question.label,
            "answers": in_words(question, token.answers.get(question.code, "")),
            "step": step.code,
        }
        for step in STEPS
        for question in step.questions
    ]
    context = {"rows": rows, "token": token.seal(), "form_id": token.id, "trapped": trapped}
    return render(request, "intake/check.html", context)


def _send(request: HttpRequest, token: FormToken) -> HttpResponse:
    for step in STEPS:
        form = StepForm.with_answers(step, token.answers)
        if not form.is_valid():
            return _show_step(request, token, step, form=form)
    if sending.is_trapped(request):
        return _show_check(request, token, trapped=True)
    return sending.send(request, token)
