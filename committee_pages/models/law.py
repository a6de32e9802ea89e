"""The law."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from home.models import BasePage


class LawIndexPage(BasePage):
    """The list of acts."""

    template = "committee_pages/law_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar = ["committee_pages.LawPage"]
    search_kind: ClassVar[str] = "law"

    class Meta:
        verbose_name = _("list of laws")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the acts, newest first."""
        context = super().get_context(request, *args, **kwargs)
        context["laws"] = LawPage.objects.child_of(self).live().order_by("-made_on")
        return context


class LawPage(BasePage):
    """One act in plain words, with its sources."""

    number = models.CharField(_("number"), max_length=60, help_text=_("As it is cited."))
    made_on = models.DateField(_("date of the law"))
    body = RichTextField(_("text"))

    template = "committee_pages/law_page.html"
    parent_page_types: ClassVar = ["committee_pages.LawIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_kind: ClassVar[str] = "law"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("number"),
        FieldPanel("made_on"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("law")

    def html_to_search(self) -> str:
        """The text."""
        return self.body

    @property
    def day(self) -> date:
        """The date of the law."""
        return self.made_on
