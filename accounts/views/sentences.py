"""Sentences that several views say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.throttle import TooManyTries


def too_many_tries(full: TooManyTries) -> str:
    """How long to wait."""
    minutes = -(-full.wait // 60)
    sentence = ngettext(
        "Too many tries. Wait %(minutes)d minute, then try again.",
        "Too many tries. Wait %(minutes)d minutes, then try again.",
        minutes,
    )
    return sentence % {"minutes": minutes}


def wrong_passkey() -> str:
    """The same for an unknown, a replayed, an expired and another person's passkey."""
    return _("That passkey did not work here. Try again, or use another way.")
