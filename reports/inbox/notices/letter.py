"""What a notice says: the same subject and the same number of bytes whatever the reason.

Who sees mails pass, or keeps them, learns nothing of tips: not that one came, and not what it says.
"""

import uuid
from email.charset import BASE64, Charset

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User

BODY = 900  # bytes, before they are packed for the way

_BASE64 = Charset("utf-8")
_BASE64.body_encoding = BASE64  # other packings grow with each accent


def letter(member: User, address: str, *, something: bool, urgent: bool) -> EmailMessage:
    """The mail to a member, in the language of their staff pages."""
    with translation.override(member.language or settings.LANGUAGE_CODE):
        subject = _("Notice from %(site)s") % {"site": settings.SITE_NAME}
        body = _padded(_words(something=something or urgent, urgent=urgent))
    mail = EmailMessage(
        subject,
        body,
        to=[address],
        # Django's own has the time and the number of the process in it, and varies in length.
        headers={
            "Message-ID": f"<{uuid.uuid4().hex}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.encoding = _BASE64  # as Django's documentation allows
    return mail


def _words(*, something: bool, urgent: bool) -> str:
    if urgent:
        first = _("Please open the inbox now.")
    elif something:
        first = _("Something waits for you in the inbox.")
    else:
        first = _("Nothing new waits for you in the inbox.")
    rest = _(
        "This mail says no more than that, on purpose. There is no link in it: open the site as "
        "you always do. A mail with a link that asks you to sign in is not from us."
    )
    return f"{first}\n\n{rest}\n"


def _padded(words: str) -> str:
    """The words and then lines of blanks and dots, up to the same number of bytes."""
    missing = BODY - len(words.encode())
    return words + "." * (missing - 1) + "\n"


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
