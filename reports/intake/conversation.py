"""Coming back with a receipt code: the conversation, and what its buttons do."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.additions import Addition
from reports.intake import actions, budgets, memory, new_code, pages, store, withdrawing
from reports.intake.forms import AdditionForm, CodeForm
from reports.intake.hashing import keys_of_any_generation
from reports.intake.open_tip import show_conversation
from reports.intake.pages import form_page
from reports.intake.returning import conversation
from reports.intake.store import Withdrawn
from reports.intake.tickets import Hold, ticket_of
from reports.intake.tokens import (
    BadToken,
    CodeToken,
    ConversationToken,
    DeadToken,
    ExpiredToken,
)
from reports.intake.unreachable import Unreachable
from vault.receipts import SenderKeys

_NUMBER = re.compile(r"[0-9]{1,9}")


@form_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """The page that asks for the code; with a code or an open conversation, the conversation."""
    if "token" in request.POST:
        return _go_on(request)
    if request.method != "POST":
        return _ask_for_code(request, CodeForm(), CodeToken())
    try:
        page = _page(request)
    except DeadToken:
        return pages.closed(request)
    except (BadToken, ExpiredToken):
        return _ask_for_code(request, CodeForm(), CodeToken(), expired=True)
    return _open(request, page)


def _page(request: HttpRequest) -> CodeToken:
    """The page that the code was written on. Without any it is a page of its own."""
    sealed = request.POST.get("page", "")
    return CodeToken.open(sealed) if sealed else CodeToken()


def _open(request: HttpRequest, page: CodeToken) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_for_code(request, form, page)
    candidates = _keys(request, form.cleaned_data["receipt_code"])
    found = conversation(*candidates)
    store.count_return(opened=found is not None)
    if found is None:
        form.add_error(
            "receipt_code", _("No tip has this code. Look at your code and write it again.")
        )
        return _ask_for_code(request, form, page)
    if found.seen_by_staff:
        return new_code.offer(request, found.keys, page)
    token = ConversationToken(id=page.id, keys=found.keys.to_bytes().hex())
    carried = AdditionForm(initial={"text": request.POST.get("text", "")})
    return show_conversation(request, token, found=found, form=carried)


def _keys(request: HttpRequest, code: str) -> tuple[SenderKeys, ...]:
    """Raises Hold when this network tried too many codes, or too many are being worked out."""
    budgets.take(request, budgets.CODES)
    try:
        return keys_of_any_generation(code, turns=ticket_of(request).turns)
    except Hold:
        budgets.give_back(request, budgets.CODES)
        raise


def _go_on(request: HttpRequest) -> HttpResponse:
    budgets.take(request, budgets.STEPS)
    try:
        token = ConversationToken.open(request.POST.get("token", ""))
    except DeadToken:
        return pages.closed(request)
    except BadToken:
        return pages.unusable(request)
    except ExpiredToken:
        return _ask_for_code(request, CodeForm(), CodeToken(), expired=True)
    pressed, _dash, number = request.POST.get("go", "").partition("-")
    try:
        return _BUTTONS.get(pressed, _show)(request, token, number)
    except Withdrawn:  # on another page, or by somebody else who has the code
        return show_conversation(request, token)


def _add(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return show_conversation(request, token, form=form)
    actions.add_to_tip(
        token.sender_keys,
        text=form.cleaned_data["text"],
        once=token.once,
        kind=Addition(form.cleaned_data["kind"] or Addition.MORE),
    )
    return show_conversation(request, _next(token), added=True)


def _danger(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    actions.raise_danger(token.sender_keys, once=token.once)
    context = {"token": _next(token).seal(), "form_id": token.id}
    return render(request, "intake/danger.html", context)


def _delete(request: HttpRequest, token: ConversationToken, number: str) -> HttpResponse:
    """First a page that asks whether to delete the message, then the deed."""
    if not _NUMBER.fullmatch(number):
        return show_conversation(request, token)
    if request.POST.get("sure") == number:
        actions.delete_message(token.sender_keys, number=int(number))
        return show_conversation(request, token, deleted=True)
    found = conversation(token.sender_keys)
    messages = found.messages if found and not found.back_until else []
    message = next((m for m in messages if str(m.number) == number and not m.deleted), None)
    if message is None:
        return show_conversation(request, token, found=found)
    context = {"message": message, "token": token.seal(), "form_id": token.id}
    return render(request, "intake/delete_message.html", context)


def _close(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    memory.kill(token.id)
    return pages.closed(request)


def _show(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    return show_conversation(request, token)


Button = Callable[[HttpRequest, ConversationToken, str], HttpResponse]
_BUTTONS: dict[str, Button] = {
    "add": _add,
    "danger": _danger,
    "delete": _delete,
    "withdraw": withdrawing.explain,
    "withdrawn": withdrawing.withdraw,
    "back": withdrawing.take_back,
    "close": _close,
    "show": _show,
}
"""What each button of an open conversation does, by the part of its value before the dash."""


def _next(token: ConversationToken) -> ConversationToken:
    """The token of the next page, whose words are told apart from those of this one."""
    token.once = uuid.uuid4().hex
    return token


def _ask_for_code(
    request: HttpRequest, form: CodeForm, page: CodeToken, *, expired: bool = False
) -> HttpResponse:
    try:
        sealed = page.seal()
    except Unreachable:  # there is no key to seal with: the page does without, and still asks
        sealed = ""
    context = {
        "form": form,
        "expired": expired,
        "carried": request.POST.get("text", ""),
        "code_page": sealed,
        "form_id": page.id,
    }
    return render(request, "intake/reply.html", context)
