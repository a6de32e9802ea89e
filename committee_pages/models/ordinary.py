"""Pages of words: about, accessibility, working abroad."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from home.media.words import require_words
from home.models import BasePage


class WordsPage(BasePage):
    """A page whose body is text. The foot of every page leads to it."""

    body = RichTextField(_("text"))

    at_foot = True
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True


class OrdinaryPage(WordsPage):
    """A page that may have a place of its own on the site, such as a tile on the home page."""

    class Place(models.TextChoices):
        """What other pages call it."""

        ABOUT = "about", _("About this site")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        SAFE_WORK = "safe_work", _("Work abroad safely (a tile on the home page)")

    place = models.CharField(_("what it is"), max_length=20, choices=Place, blank=True)

    picture = models.ForeignKey(
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
        help_text=_("For people who cannot see it, in the language of this page."),
    )

    template = "committee_pages/ordinary_page.html"
    content_panels: ClassVar = [
        *WordsPage.content_panels,
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        FieldPanel("place"),
    ]

    class Meta:
        verbose_name = _("ordinary page")

    def clean(self) -> None:
        """Raises ValidationError when a picture has no words."""
        super().clean()
        require_words(self)
