"""Coming back with a receipt code: status, messages, and a way to write more."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.intake import budgets, memory, pages, services
from reports.intake.forms import AdditionForm, CodeForm
from reports.intake.hashing import keys_of_any_generation
from reports.intake.pages import form_page
from reports.intake.tickets import Hold, ticket_of
from reports.intake.tokens import BadToken, ConversationToken, DeadToken, ExpiredToken
from vault.receipts import SenderKeys


@form_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """The page that asks for the code; with a code or an open conversation, the conversation."""
    if "token" in request.POST:
        return _go_on(request)
    if request.method != "POST":
        return _ask_for_code(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_for_code(request, form)
    candidates = _keys(request, form.cleaned_data["receipt_code"])
    found = services.conversation(*candidates)
    if found is None:
        form.add_error(
            "receipt_code", _("No tip has this code. Look at your code and write it again.")
        )
        return _ask_for_code(request, form)
    token = ConversationToken(keys=found.keys.to_bytes().hex())
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
        return _ask_for_code(request, CodeForm(), expired=True)
    if request.POST.get("go") == "close":
        memory.kill(token.id)
        return pages.closed(request)
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return show_conversation(request, token, form=form)
    services.add_to_tip(token.sender_keys, text=form.cleaned_data["text"], once=token.once)
    token.once = uuid.uuid4().hex
    return show_conversation(request, token, added=True)


def _ask_for_code(request: HttpRequest, form: CodeForm, *, expired: bool = False) -> HttpResponse:
    context = {"form": form, "expired": expired, "carried": request.POST.get("text", "")}
    return render(request, "intake/reply.html", context)


def show_conversation(
    request: HttpRequest,
    token: ConversationToken,
    *,
    found: services.Conversation | None = None,
    form: AdditionForm | None = None,
    added: bool = False,
) -> HttpResponse:
    """The conversation of the tip that the token's keys open."""
    context = {
        "conversation": found or services.conversation(token.sender_keys),
        "form": form or AdditionForm(),
        "added": added,
        "token": token.seal(),
        "form_id": token.id,
    }
    return render(request, "intake/conversation.html", context)
