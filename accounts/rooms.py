"""The parts of the staff side, and which role opens each."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.unlocked import Unlocked

ROOMS: tuple[tuple[Role, str, Promise], ...] = (
    (Role.TRIAGE, "/staff/inbox/", _("Tips")),
    (Role.LEAD, "/staff/inbox/settings/", _("Settings")),
    (Role.LEAD, "/staff/members/", _("Members")),
    (Role.LEAD, "/staff/keys/", _("Keys")),
    (Role.EDITOR, "/staff/cms/", _("Pages")),
    (Role.ADMIN, "/staff/people/", _("Accounts")),
    (Role.AUDITOR, "/staff/trail/", _("Trail")),
)


def start_page(unlocked: Unlocked) -> str:
    """Where a person begins: in the first of the rooms that their roles open."""
    return next((url for role, url, _label in ROOMS if unlocked.holds(role)), "/staff/account/")
