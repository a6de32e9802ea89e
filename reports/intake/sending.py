"""Send: a form whose answers are complete becomes a tip."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from reports.intake import budgets, pages, pressure, services
from reports.intake.forms import KeptForm
from reports.intake.hashing import keys_of
from reports.intake.receipt import show_receipt
from reports.intake.store import Origin
from reports.intake.tickets import Hold, Wait, ticket_of
from reports.intake.tokens import FormToken, ReceiptToken
from vault.receipts import SenderKeys


def send(request: HttpRequest, token: FormToken) -> HttpResponse:
    """Seals and stores the tip, and shows its receipt; a second Send shows the same one.

    Raises Hold when it is to be sent again later.
    """
    danger_now = token.answers.get("danger") == "yes"
    _not_in_no_time(token)
    pressure.ask_to_wait(ticket_of(request), danger_now=danger_now)
    keys = _keys(request, token.code, urgent=danger_now)
    try:
        is_new = services.report_submit(
            keys,
            answers=token.answers,
            language=get_language() or "",
            origin=Origin(quarantined=pressure.puts_aside(danger_now=danger_now)),
        )
    except services.NotOpenYet:
        return pages.not_open(request)
    if is_new:
        pressure.count_tip()
    receipt = ReceiptToken(id=token.id, code=token.code, keys=keys.to_bytes().hex())
    return show_receipt(request, receipt, KeptForm())


def _not_in_no_time(token: FormToken) -> None:
    left = token.started + settings.QUICKEST_TIP - int(time.time())
    if left > 0:
        raise Hold(Wait.EARLY, left)


def _keys(request: HttpRequest, code: str, *, urgent: bool) -> SenderKeys:
    budgets.take(request, budgets.TIPS)
    try:
        return keys_of(code, urgent=urgent, turns=ticket_of(request).turns)
    except Hold:
        budgets.give_back(request, budgets.TIPS)
        raise
