"""A tip that a member writes down for somebody on the telephone or at the door."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox import services
from reports.intake import memory, pages, places
from reports.intake.digits import receipt_words
from reports.intake.hashing import keys_of
from reports.intake.pages import form_page
from reports.intake.places import Place
from reports.intake.services import NotOpenYet
from reports.intake.tickets import ticket_of
from reports.intake.tokens import FormToken
from reports.intake.walk import Walk, answer
from reports.models import Report
from vault.receipts import grouped

_CHANNELS = {
    channel.value.replace("_", "-"): channel
    for channel in (Report.Channel.PHONE, Report.Channel.WALK_IN)
}


@needs(Role.TRIAGE)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Whether the person calls or stands here, and what to tell them first."""
    ways = [
        {"label": channel.label, "url": reverse("inbox_new_form", args=[slug])}
        for slug, channel in _CHANNELS.items()
    ]
    context = {"ways": ways, "languages": settings.LANGUAGES}
    return render(request, "inbox/new.html", context)


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, channel: str) -> HttpResponse:
    """The same form as a sender's, inside the staff pages; Send ends in the receipt to read out."""
    if channel not in _CHANNELS:
        raise Http404
    if request.method != "POST":
        return redirect("inbox_new")
    place = Place(
        address=reverse("inbox_new_form", args=[channel]),
        start=reverse("inbox_new"),
        layout="layouts/staff.html",
        send=_send,
        guarded=True,
    )
    places.put(request, place)
    return _answer(request, place=place)


@form_page
def _answer(request: HttpRequest, *, place: Place) -> HttpResponse:
    if request.POST.get("go") == "given":
        return _given(request)
    if request.POST.get("go") == "start":
        return Walk(request, place).begin(FormToken(language=_spoken(request)))
    return answer(request, place)


def _spoken(request: HttpRequest) -> str:
    """The language of the caller: in it they are answered. The member's own when none is said."""
    said = request.POST.get("spoken", "")
    return said if said in dict(settings.LANGUAGES) else get_language() or ""


def _send(request: HttpRequest, token: FormToken) -> HttpResponse:
    """The receipt, for the caller's ears; a second Send shows the same one."""
    match = request.resolver_match
    channel = _CHANNELS[match.kwargs["channel"]] if match else Report.Channel.PHONE
    language = token.language or get_language() or ""
    urgent = token.answers.get("danger") == "yes"
    try:
        services.enter_tip(
            member_of(request),
            keys_of(token.code, urgent=urgent, turns=ticket_of(request).turns),
            answers=token.answers,
            language=language,
            channel=channel,
        )
    except NotOpenYet:
        return pages.not_open(request)
    with translation.override(language):
        words = receipt_words(token.code)
    context = {
        "groups": grouped(token.code),
        "words": words,
        "token": token.seal(),
    }
    return render(request, "inbox/entered.html", context)


def _given(request: HttpRequest) -> HttpResponse:
    """The caller has the code: the form is dead, and Back shows nothing of it."""
    token = FormToken.open_quietly(request.POST.get("token", ""))
    if token is not None:
        memory.kill(token.id)
    return redirect("inbox_tips")
