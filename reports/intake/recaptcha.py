"""Google's check of a person, as django-recaptcha speaks to it, without telling who asks.

As the package comes it sends the visitor's address along, which it looks for in the frames of its
callers, and answers 500 when Google cannot be reached: hence our own validation.
"""

import hashlib
import json
import logging
import threading
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_recaptcha.client import RecaptchaResponse
from django_recaptcha.fields import ReCaptchaField

from reports.intake import counters

logger = logging.getLogger(__name__)

_TIMEOUT = 4  # seconds
_AT_ONCE = 2  # threads of this process; a slow Google must not take those of readers
_LONGEST_RESPONSE = 8_000  # characters; Google's have about 2,000
_LONGEST_ANSWER = 64 * 1024  # bytes
_USED_FOR = 10 * 60  # seconds; Google lets a response count for two minutes


_turn = threading.BoundedSemaphore(_AT_ONCE)


class Refused(forms.ValidationError):
    """Google says that this was no person."""


class NoAnswer(forms.ValidationError):
    """Google was not reached, was too slow, or said something that is no answer."""


class PersonField(ReCaptchaField):
    """A solved check. It counts once, and nothing but it and our key goes to Google."""

    default_error_messages = {  # noqa: RUF012 as the package has it
        "required": _("Tick Google’s box first, or use the other way."),
        "captcha_invalid": _("Google did not accept this. Try again, or use the other way."),
        "captcha_error": _("Google does not answer just now. Use the other way."),
    }

    def get_remote_ip(self) -> str:
        """Nothing: the address of a visitor goes nowhere."""
        return ""

    def validate(self, value: Any) -> None:
        """Raises Refused, NoAnswer, or ValidationError when there is nothing to check."""
        forms.Field.validate(self, value)
        if len(value) > _LONGEST_RESPONSE or not _ask_google(value).is_valid:
            raise Refused(self.error_messages["captcha_invalid"], code="captcha_invalid")
        used = hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
        # Google refuses one that was used, too; this holds when its answers are late.
        if not counters.first_time(f"recaptcha:{used}", lifetime=_USED_FOR):
            raise Refused(self.error_messages["captcha_invalid"], code="captcha_invalid")


def _ask_google(response: str) -> RecaptchaResponse:
    if not _turn.acquire(blocking=False):
        raise _no_answer()
    try:
        return _ask(response)
    finally:
        _turn.release()


def _ask(response: str) -> RecaptchaResponse:
    said = urlencode(
        {"secret": settings.RECAPTCHA_PRIVATE_KEY, "response": response}, errors="replace"
    )
    request = Request(settings.RECAPTCHA_VERIFY_URL, data=said.encode())  # noqa: S310 a setting
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            found = json.loads(answer.read(_LONGEST_ANSWER))
        return RecaptchaResponse(is_valid=found["success"] is True)
    except (OSError, HTTPException, ValueError, TypeError, KeyError) as fault:
        if isinstance(fault, HTTPError):
            fault.close()  # it holds the connection
        logger.warning("Google's check did not answer.")
        raise _no_answer() from None


def _no_answer() -> NoAnswer:
    return NoAnswer(PersonField.default_error_messages["captcha_error"], code="captcha_error")


class PersonForm(forms.Form):
    """Google's box. Its field has the name that Google's script gives it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            label="",
            public_key=settings.RECAPTCHA_PUBLIC_KEY,
            private_key=settings.RECAPTCHA_PRIVATE_KEY,
        )
