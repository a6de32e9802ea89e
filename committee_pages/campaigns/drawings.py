"""Our own drawings for campaigns. Two colours on a light card: for screens, dark or not, and paper.

A file of `static/campaigns/` for each, at most 4 kB.
"""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _


class Drawing(models.TextChoices):
    """What a drawing shows: the words that stand for it where it cannot be seen."""

    OFFER = "offer", _("A person looks closely at the paper of a job offer")
    PAPERS = "papers", _("A hand keeps its own passport")
    CALL = "call", _("A person calls for help")
    CHILD = "child", _("A child carries a bucket; a school book lies beside")
    BOAT = "boat", _("A fishing boat at sea")


def address_of(drawing: str) -> str:
    """The path below `static/`."""
    return f"campaigns/{drawing}.svg"


def path_of(drawing: str) -> Path:
    """The file in the sources."""
    return Path(settings.STATICFILES_DIRS[0]) / address_of(drawing)


def for_paper(drawing: str) -> SafeString:
    """The drawing to be put into a page whole, with its words for who listens to the page."""
    start, end, rest = path_of(drawing).read_text().strip().partition(">")
    title = escape(Drawing(drawing).label)
    return mark_safe(f"{start}{end}<title>{title}</title>{rest}")  # noqa: S308 our own files
