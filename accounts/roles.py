"""What a person who signs in may do, and who may say so."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """One word for each kind of work. A person may hold several."""

    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    TRIAGE = "triage", _("Triage member")
    LEAD = "lead", _("Lead")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


GRANTED_BY_ADMINS = (Role.EDITOR, Role.PUBLISHER, Role.ADMIN)
"""Accounts and pages: rows that an administrator writes."""

GRANTED_BY_LEADS = (Role.TRIAGE, Role.LEAD, Role.AUDITOR)
"""Tips and what was done to them: rows that count only with the signature of an agency's key."""

KEY_HOLDERS = (Role.TRIAGE, Role.LEAD)
"""Those to whom an agency's key is sealed."""

IMPLIED: dict[Role, Role] = {Role.PUBLISHER: Role.EDITOR, Role.LEAD: Role.TRIAGE}
"""Whoever holds the one holds the other too."""

# The groups that Wagtail's first migration makes, with what they may do to pages.
CMS_GROUPS: dict[Role, str] = {Role.EDITOR: "Editors", Role.PUBLISHER: "Moderators"}
