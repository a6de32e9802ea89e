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

    class Meta:
        verbose_name = _("list of laws")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the acts, newest first."""
        context = super().get_context(request, *args, **kwargs)
        laws = LawPage.objects.child_of(self).live().select_related("act")
        context["laws"] = laws.prefetch_related("act__titles").order_by("-act__made_on")
        return context


class LawPage(BasePage):
    """An act in plain words, and the frame around its text. It holds no copy of the text."""

    act = models.ForeignKey(
        "committee_pages.Act",
        verbose_name=_("act"),
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("The text comes from there."),
    )
    body = RichTextField(
        _("in plain words"), blank=True, help_text=_("More to say than the summary. Not the law.")
    )

    template = "committee_pages/law_page.html"
    parent_page_types: ClassVar = ["committee_pages.LawIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("act"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("law")

    @property
    def day(self) -> date | None:
        """The date of the law."""
        return self.act.made_on if self.act else None
