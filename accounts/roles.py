"""What a person who signs in may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """One word for each kind of work. A person may hold several."""

    EDITOR = "editor", _("Editor")
    TRIAGE = "triage", _("Triage member")


# The groups that Wagtail's first migration makes, with what they may do to pages.
CMS_GROUPS: dict[Role, tuple[str, ...]] = {Role.EDITOR: ("Editors", "Moderators")}
