"""The pages of a tip that a code has opened: the conversation, or that it is withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.intake.forms import AdditionForm
from reports.intake.returning import Conversation, conversation
from reports.intake.store import Gone
from reports.intake.tokens import ConversationToken


def show_conversation(
    request: HttpRequest,
    token: ConversationToken,
    *,
    found: Conversation | None = None,
    form: AdditionForm | None = None,
    added: bool = False,
    deleted: bool = False,
    back: bool = False,
) -> HttpResponse:
    """The conversation of the tip that the token's keys open; of a withdrawn tip, only that it is.

    Raises Gone when they open nothing any more.
    """
    found = found or _found(token)
    if found.back_until is not None:
        return _withdrawn(request, token, found)
    context = {
        "conversation": found,
        "form": form or AdditionForm(),
        "added": added,
        "deleted": deleted,
        "back": back,
        "token": token.seal(),
        "form_id": token.id,
    }
    return render(request, "intake/conversation.html", context)


def _withdrawn(request: HttpRequest, token: ConversationToken, found: Conversation) -> HttpResponse:
    context = {"until": found.back_until, "token": token.seal(), "form_id": token.id}
    return render(request, "intake/withdrawn.html", context)


def _found(token: ConversationToken) -> Conversation:
    found = conversation(token.sender_keys)
    if found is None:
        raise Gone
    return found
