"""Pages of words: about, accessibility, working abroad."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from home.models import PICTURE_PANEL, BasePage, Pictured


class WordsPage(BasePage):
    """A page whose body is text. The foot of every page leads to it."""

    body = RichTextField(_("text"))

    at_foot = True
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True


class OrdinaryPage(Pictured, WordsPage):
    """A page that may have a place of its own on the site, such as a tile on the home page."""

    class Place(models.TextChoices):
        """What other pages call it."""

        ABOUT = "about", _("About this site")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        SAFE_WORK = "safe_work", _("Work abroad safely (a tile on the home page)")

    place = models.CharField(_("what it is"), max_length=20, choices=Place, blank=True)

    template = "committee_pages/ordinary_page.html"
    content_panels: ClassVar = [
        *WordsPage.content_panels,
        PICTURE_PANEL,
        FieldPanel("place"),
    ]

    class Meta:
        verbose_name = _("ordinary page")
