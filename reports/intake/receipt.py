"""The receipt: the code, and the tick that closes the form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.intake import memory, pages
from reports.intake.digits import receipt_words
from reports.intake.files import show_files
from reports.intake.forms import KeptForm
from reports.intake.pages import form_page
from reports.intake.tokens import (
    BadToken,
    ConversationToken,
    DeadToken,
    ExpiredToken,
    ReceiptToken,
)
from vault.receipts import grouped


def show_receipt(request: HttpRequest, token: ReceiptToken, form: KeptForm) -> HttpResponse:
    """The page with the code, in groups."""
    context = {
        "groups": grouped(token.code),
        "words": receipt_words(token.code),
        "form": form,
        "token": token.seal(),
        "form_id": token.id,
    }
    return render(request, "intake/receipt.html", context)


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """After the tick on the receipt page: the form is dead, files can be added."""
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
        return show_receipt(request, token, form)
    response = show_files(request, ConversationToken(keys=token.keys))
    memory.kill(token.id)  # only now: an error before it must not cost the receipt
    return response
