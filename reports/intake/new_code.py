"""The first return to a tip that a member wrote down: the code that they saw is replaced."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.intake import actions, memory, pages
from reports.intake.digits import receipt_words
from reports.intake.forms import KeptForm
from reports.intake.hashing import keys_of
from reports.intake.open_tip import show_conversation
from reports.intake.pages import form_page
from reports.intake.tickets import ticket_of
from reports.intake.tokens import (
    BadToken,
    CodeToken,
    ConversationToken,
    DeadToken,
    ExpiredToken,
    NewCodeToken,
)
from vault.receipts import SenderKeys, grouped


def offer(request: HttpRequest, old: SenderKeys, page: CodeToken) -> HttpResponse:
    """A receipt with a new code. It holds from the tick on; until then the old one does."""
    return _show(request, NewCodeToken(id=page.id, old=old.to_bytes().hex()), KeptForm())


def _show(request: HttpRequest, token: NewCodeToken, form: KeptForm) -> HttpResponse:
    context = {
        "replaces": True,
        "groups": grouped(token.code),
        "words": receipt_words(token.code),
        "form": form,
        "token": token.seal(),
        "form_id": token.id,
    }
    return render(request, "intake/receipt.html", context)


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: HttpRequest) -> HttpResponse:
    """After the tick: the new code holds, the old one opens nothing, the conversation opens."""
    if request.method != "POST":
        return redirect("report_reply")
    try:
        token = NewCodeToken.open(request.POST.get("token", ""))
    except DeadToken:
        return redirect("report_reply")  # a second tap: who kept the code can write it
    except ExpiredToken:
        return pages.closed(request)
    except BadToken:
        return pages.unusable(request)
    form = KeptForm(request.POST)
    if not form.is_valid():
        return _show(request, token, form)
    # The slow step waits for the tick: who only looks costs no second one.
    new = keys_of(token.code, turns=ticket_of(request).turns)
    actions.replace_code(token.old_keys, new)
    response = show_conversation(request, ConversationToken(keys=new.to_bytes().hex()))
    memory.kill(token.id)  # only now: an error before it must not cost the new code
    return response
