"""The first page of each language."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from home.addresses import address
from home.models.base_page import BasePage

_NEWEST = 3  # pages shown of each part of the site


class HomePage(BasePage):
    """Help first, then reporting, then the parts of the site."""

    introduction = RichTextField(_("introduction"), blank=True)
    help_heading = models.CharField(_("heading of the help box"), max_length=120, blank=True)
    help_text = models.CharField(_("text of the help box"), max_length=300, blank=True)
    template = "pages/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("help_heading"), FieldPanel("help_text")], _("Help box")),
    ]

    class Meta:
        verbose_name = _("home page")

    def html_to_search(self) -> str:
        """The introduction and the help box."""
        box = format_html("<h2>{}</h2><p>{}</p>", self.help_heading, self.help_text)
        return f"{self.introduction}{box}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the parts of the site, each with its newest pages."""
        context = super().get_context(request, *args, **kwargs)
        parts = [
            {
                "title": part.title,
                "url": address(part, get_language() or settings.LANGUAGE_CODE),
                "newest": part.specific_class.newest_below(part, _NEWEST),
            }
            # A page without pages below it is reached from the menu: it has nothing new to list.
            for part in self.get_children().live().in_menu().filter(numchild__gt=0)
        ]
        # A part that has nothing to show now, such as campaigns of which none runs, is not shown.
        context["parts"] = [part for part in parts if part["newest"]]
        return context
