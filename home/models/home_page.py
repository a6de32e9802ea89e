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

from home.addresses import address, foreign
from home.best_language import in_best_language
from home.languages import NAMES
from home.models.base_page import BasePage


class HomePage(BasePage):
    """Help first, then reporting, then the parts of the site."""

    introduction = RichTextField(_("introduction"), blank=True)
    help_heading = models.CharField(_("heading of the help box"), max_length=120, blank=True)
    help_text = models.CharField(_("text of the help box"), max_length=300, blank=True)
    template = "pages/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    content_panels: ClassVar = [
        FieldPanel("title"),  # and no panel that makes a slug of it: here there is no such field
        *BasePage.content_panels[1:],
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("help_heading"), FieldPanel("help_text")], _("Help box")),
    ]

    # The frames of stand-ins (decision 0044), and what the list of addresses names beside pages.
    own_words: ClassVar = frozenset({*NAMES, "report", "search"})
    schema_type: ClassVar[str] = "WebSite"
    # Slug and menu are not an editor's choice here.
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("home page")

    def html_to_search(self) -> str:
        """The introduction and the help box."""
        box = format_html("<h2>{}</h2><p>{}</p>", self.help_heading, self.help_text)
        return f"{self.introduction}{box}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the parts of the site that have news, each with its newest pages."""
        context = super().get_context(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        parts = [
            {
                "title": part.title,
                "url": address(part, language),
                "lang": foreign(part, language),
                "newest": list(kind.items_of(part, language)[: kind.newest_on_home]),
            }
            for part in in_best_language(self, language).order_by("path")
            for kind in [part.specific_class]
            if getattr(kind, "newest_on_home", 0)
        ]
        # A part that has nothing to show now, such as campaigns of which none runs, is not shown.
        context["parts"] = [part for part in parts if part["newest"]]
        return context

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the code of the language as the slug: addresses rely on it (`home.addresses`)."""
        self.slug = self.locale.language_code
        super().full_clean(*args, **kwargs)
