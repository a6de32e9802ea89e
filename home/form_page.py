"""Public pages with a form that keeps nothing: its answers ride in requests and nowhere else.

Each such page carries the id of a form. Leaving makes the id dead, so that Back and Reload, which
send a form again, show nothing; 30 minutes do the same. The tips have the memory of dead forms and
`portal` hands its question to us, since pages know nothing of tips.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from csp.constants import SELF
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse

_SIGNER = "home.form_page"
_OPEN_FOR = 30 * 60  # seconds
_was_left: list[Callable[[str], bool]] = []


@dataclass(frozen=True)
class OpenForm:
    """A form that somebody has open: its id for Leave, and the token that rides with it."""

    id: str
    token: str


def new_form() -> OpenForm:
    """A form that nobody has seen yet."""
    return _carried(secrets.token_hex(16))


def open_form(token: str) -> OpenForm | None:
    """The form of a token of ours, with a fresh token; None when it was left or is too old."""
    try:
        form_id = TimestampSigner(salt=_SIGNER).unsign(token, max_age=_OPEN_FOR)
    except BadSignature:
        return None
    if any(was_left(form_id) for was_left in _was_left):
        return None
    return _carried(form_id)


def ask_whether_left(was_left: Callable[[str], bool]) -> None:
    """Registers who knows whether somebody left the form of an id."""
    _was_left.append(was_left)


def keep_nowhere(response: HttpResponse) -> HttpResponse:
    """Keeps a page out of every cache, and lets its Leave button leave.

    Chromium applies `form-action` to the redirect that answers a form, too: hence the neutral site.
    """
    response.headers["Cache-Control"] = "no-store"
    neutral = urlsplit(settings.LEAVE_URL)
    response._csp_replace = {  # type: ignore[attr-defined]
        "form-action": [SELF, f"{neutral.scheme}://{neutral.netloc}"]
    }
    return response


def _carried(form_id: str) -> OpenForm:
    return OpenForm(form_id, TimestampSigner(salt=_SIGNER).sign(form_id))
