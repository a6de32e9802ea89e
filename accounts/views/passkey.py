"""What `static/passkeys.js` asks for and sends. Questions are JSON, answers are ordinary forms."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import (
    audit,
    browsers,
    devices,
    factors,
    passkey_challenge,
    passkeys,
    second_factor,
    session,
    throttle,
)
from accounts.addresses import CONFIRM, START, page_to_return_to
from accounts.forms import PasskeyNameForm
from accounts.gate import needs_sign_in, open_to_all
from accounts.networks import network_of
from accounts.passkey_challenge import Purpose
from accounts.request import member_of
from accounts.rooms import start_page
from accounts.unlocked import Unlocked
from accounts.views.confirm import confirmed
from accounts.views.sentences import too_many_tries, wrong_passkey

_METHODS = ["GET", "HEAD", "POST"]


def question(request: HttpRequest, purpose: Purpose, asked: passkeys.Asked) -> HttpResponse:
    """The question for a browser; its challenge waits in the session."""
    passkey_challenge.keep(request.session, purpose, asked.challenge)
    return HttpResponse(asked.options, content_type="application/json")


def answer_of(request: HttpRequest) -> str:
    """What the browser's passkey answered, as JSON."""
    return request.POST.get("credential", "")[: passkeys.LONGEST_ANSWER]


def _factor_is_right(request: HttpRequest, unlocked: Unlocked, purpose: Purpose) -> bool:
    challenge = passkey_challenge.take(request.session, purpose)
    try:
        second_factor.use_passkey(unlocked.user, answer_of(request), challenge=challenge)
    except second_factor.WrongFactor:
        messages.error(request, wrong_passkey())
        return False
    return True


@open_to_all
@require_POST
def ask_device(request: HttpRequest) -> HttpResponse:
    """Asks for any passkey of anybody."""
    network = network_of(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        proxies=settings.TRUSTED_PROXIES,
    )
    try:
        throttle.take(throttle.PER_QUESTION, network.encode())  # each question makes a session
    except throttle.TooManyTries:
        return HttpResponse(status=429)
    return question(request, Purpose.DEVICE, passkeys.ask_for_proof(None))


@open_to_all
@require_http_methods(_METHODS)
def device(request: HttpRequest) -> HttpResponse:
    """A passkey makes this a known device of its holder, who then writes the password here."""
    response = HttpResponseRedirect(START)
    if request.method != "POST":
        return response
    challenge = passkey_challenge.take(request.session, Purpose.DEVICE)
    try:
        passkey = passkeys.prove(None, answer=answer_of(request), challenge=challenge)
        # Each known device may try passwords: a stolen passkey must not make them without end.
        throttle.take(throttle.PER_PASSKEY, str(passkey.pk).encode())
    except passkeys.BadPasskey:
        messages.error(request, wrong_passkey())
        return response
    except throttle.TooManyTries as full:
        messages.error(request, too_many_tries(full))
        return response
    user = passkey.user
    devices.remember(response, user, cookie=request.COOKIES.get(devices.COOKIE, ""))
    audit.record("device.known", by=user, target=f"user/{user.username}")
    messages.success(request, _("Your passkey works. Now write your user name and password."))
    return response


@open_to_all
@require_http_methods(_METHODS)
def ask_code(request: HttpRequest) -> HttpResponse:
    """At the second step: asks for a passkey of the person whose password was right."""
    unlocked = session.half_way(request)
    if unlocked is None or request.method != "POST":
        return HttpResponseRedirect(session.next_step(request))
    return question(request, Purpose.CODE, passkeys.ask_for_proof(unlocked.user))


@open_to_all
@require_http_methods(_METHODS)
def code(request: HttpRequest) -> HttpResponse:
    """At the second step: the passkey in the place of a code."""
    unlocked = session.half_way(request)
    if unlocked is None or request.method != "POST":
        return HttpResponseRedirect(session.next_step(request))
    if not _factor_is_right(request, unlocked, Purpose.CODE):
        return redirect("staff_code")
    response = HttpResponseRedirect(start_page(unlocked))
    session.complete(request, response, unlocked)
    return response


@needs_sign_in
@require_POST
def ask_confirm(request: HttpRequest) -> HttpResponse:
    """For step-up: asks for a passkey of this person."""
    unlocked = member_of(request)
    return question(request, Purpose.CONFIRM, passkeys.ask_for_proof(unlocked.user))


@needs_sign_in
@require_http_methods(_METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """For step-up: the passkey in the place of a code."""
    unlocked = member_of(request)
    page = page_to_return_to(request.POST.get("next", ""))
    if request.method == "POST" and _factor_is_right(request, unlocked, Purpose.CONFIRM):
        return confirmed(request, unlocked, page)
    return HttpResponseRedirect(f"{CONFIRM}?{urlencode({'next': page})}")


@needs_sign_in(fresh=True)
@require_POST
def ask_new(request: HttpRequest) -> HttpResponse:
    """Asks for a passkey to be made."""
    unlocked = member_of(request)
    return question(request, Purpose.NEW, passkeys.ask_for_new(unlocked.user))


@needs_sign_in(fresh=True)
@require_http_methods(_METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Adds the passkey that was made."""
    unlocked = member_of(request)
    response = redirect("staff_factors")
    if request.method != "POST":
        return response
    challenge = passkey_challenge.take(request.session, Purpose.NEW)
    form = PasskeyNameForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["name"][0]))
        return response
    try:
        factors.add_passkey(
            unlocked.user,
            name=form.cleaned_data["name"] or default_name(request),
            answer=answer_of(request),
            challenge=challenge,
            keep_session=session.key_of(request),
        )
    except passkeys.BadPasskey:
        messages.error(request, _("That passkey was not added. Try again."))
    except factors.TooManyPasskeys:
        messages.error(request, _("You have many passkeys already. Remove one first."))
    else:
        messages.success(request, _("The passkey is added. You can sign in with it."))
    return response


def default_name(request: HttpRequest) -> str:
    """What a passkey is called that nobody named."""
    return browsers.label(request.headers.get("User-Agent", "")) or _("Passkey")
