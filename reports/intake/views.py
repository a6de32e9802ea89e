"""The tip form: interruption page, steps, check, receipt. And leaving."""

import contextlib
import re
import sqlite3

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from reports.intake import memory, pages, services, store
from reports.intake.conversation import show_conversation
from reports.intake.forms import KeptForm, StepForm
from reports.intake.hashing import keys_of
from reports.intake.pages import form_page
from reports.intake.tokens import (
    BadToken,
    ConversationToken,
    DeadToken,
    ExpiredToken,
    FormToken,
    ReceiptToken,
)
from reports.questions import STEPS, Step, in_words
from vault.receipts import grouped

_FORM_ID = re.compile(r"[0-9a-f]{32}")
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


def _show_check(request: HttpRequest, token: FormToken) -> HttpResponse:
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
    context = {"rows": rows, "token": token.seal(), "form_id": token.id}
    return render(request, "intake/check.html", context)


def _send(request: HttpRequest, token: FormToken) -> HttpResponse:
    for step in STEPS:
        form = StepForm.with_answers(step, token.answers)
        if not form.is_valid():
            return _show_step(request, token, step, form=form)
    keys = keys_of(token.code)
    try:
        services.report_submit(keys, answers=token.answers, language=get_language() or "")
    except services.NotOpenYet:
        return pages.not_open(request)
    receipt = ReceiptToken(id=token.id, code=token.code, keys=keys.to_bytes().hex())
    return _show_receipt(request, receipt, KeptForm())


def _show_receipt(request: HttpRequest, token: ReceiptToken, form: KeptForm) -> HttpResponse:
    context = {
        "groups": grouped(token.code),
        "form": form,
        "token": token.seal(),
        "form_id": token.id,
    }
    return render(request, "intake/receipt.html", context)


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """After the tick on the receipt page: the form is dead, the conversation opens."""
    if request.method != "POST":
        return redirect("report_start")
    try:
        token = ReceiptToken.open(request.POST.get("token", ""))
    except DeadToken:
        return redirect("report_reply")  # a second tap: who kept the code can write it
    except ExpiredToken:
        return pages.closed(request)
    except BadToken:
        return pages.unusable(request)
    form = KeptForm(request.POST)
    if not form.is_valid():
        return _show_receipt(request, token, form)
    response = show_conversation(request, ConversationToken(keys=token.keys))
    memory.kill(token.id)  # only now: an error before it must not cost the receipt
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """To a neutral site. On form pages the button carries the form's id, which is dead from now."""
    response = HttpResponseRedirect(settings.LEAVE_URL)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    if request.method == "POST":
        response.status_code = 303
        response.headers["Clear-Site-Data"] = '"storage"'
        # Whatever was sent and whatever breaks: leaving never fails.
        with contextlib.suppress(OSError, sqlite3.Error, SuspiciousOperation, MultiPartParserError):
            form_id = request.POST.get("form", "")
            if _FORM_ID.fullmatch(form_id):
                memory.kill(form_id)
    return response
