"""Send: a form whose answers are complete becomes a tip."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from reports.intake import pages, services
from reports.intake.forms import KeptForm
from reports.intake.hashing import keys_of
from reports.intake.receipt import show_receipt
from reports.intake.tokens import FormToken, ReceiptToken


def send(request: HttpRequest, token: FormToken) -> HttpResponse:
    """Seals and stores the tip, and shows its receipt; a second Send shows the same one."""
    keys = keys_of(token.code)
    try:
        services.report_submit(keys, answers=token.answers, language=get_language() or "")
    except services.NotOpenYet:
        return pages.not_open(request)
    receipt = ReceiptToken(id=token.id, code=token.code, keys=keys.to_bytes().hex())
    return show_receipt(request, receipt, KeptForm())
