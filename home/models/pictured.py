"""Pages that may have a picture."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from home.media.words import require_words
from home.models.base_page import BasePage

PICTURE_PANEL = MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture"))


class Pictured(BasePage):
    """One picture, and words in its place, without which it is not published."""

    picture: Any = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("In the language of this page, for people who cannot see it."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError when a picture has no words."""
        super().clean()
        require_words(self)
