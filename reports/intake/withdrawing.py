"""Withdrawing a tip, and taking that back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.intake import actions
from reports.intake.open_tip import show_conversation
from reports.intake.tokens import ConversationToken
from reports.models.report import DAYS_TO_TAKE_BACK


def explain(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    """What withdrawing does, and the button that does it."""
    context = {"days": DAYS_TO_TAKE_BACK, "token": token.seal(), "form_id": token.id}
    return render(request, "intake/withdraw.html", context)


def withdraw(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    """Withdraws the tip, and shows until when that can be taken back."""
    actions.withdraw(token.sender_keys)
    return show_conversation(request, token)


def take_back(request: HttpRequest, token: ConversationToken, _number: str) -> HttpResponse:
    """Members see the tip again; so does its sender."""
    actions.take_back(token.sender_keys)
    return show_conversation(request, token, back=True)
