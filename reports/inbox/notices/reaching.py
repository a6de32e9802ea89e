"""Whether mails reach a member at all."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from reports.models import NoticeChoice


def why_no_mail(user: User) -> str:
    """Why somebody gets no mail at the fixed hours, as a sentence; nothing when they get them."""
    if not NoticeChoice.objects.filter(member=user, at_fixed_hours=True).exists():
        return _("No mail comes to you yet: choose your address and the fixed hours first.")
    return why_nobody_gets_mail()


def why_nobody_gets_mail() -> str:
    """The same for everybody."""
    if settings.MAIL_IS_ON:
        return ""
    return _("No mail server is set yet: nothing is sent before it is.")
