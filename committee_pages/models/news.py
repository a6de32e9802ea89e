"""The news."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.best_language import in_best_language
from home.models import BasePage

_ON_A_PAGE = 10


class NewsIndexPage(BasePage):
    """The list of news items."""

    template = "committee_pages/news_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar = ["committee_pages.NewsPage"]
    search_kind: ClassVar[str] = "news"
    newest_on_home = 3

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds one page of items, newest first."""
        context = super().get_context(request, *args, **kwargs)
        items = self.items_of(self, get_language() or settings.LANGUAGE_CODE)
        context["items"] = Paginator(items, _ON_A_PAGE).get_page(request.GET.get("page"))
        return context

    @classmethod
    def items_of(cls, page: Page, language: str) -> Any:
        """The items, newest first, each in the reader's language if there is one."""
        return in_best_language(page, language, NewsPage).order_by("-happened_on", "pk")


class NewsPage(BasePage):
    """One news item, with its sources."""

    happened_on = models.DateField(_("date of what happened"))
    body = RichTextField(_("text"))

    template = "committee_pages/news_page.html"
    parent_page_types: ClassVar = ["committee_pages.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_kind: ClassVar[str] = "news"
    schema_type: ClassVar[str] = "NewsArticle"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("happened_on"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("news item")

    def html_to_search(self) -> str:
        """The text."""
        return self.body

    def linked_data(self) -> dict[str, Any]:
        """Headline, and the days of publication and of the last change."""
        days = {"datePublished": self.first_published_at, "dateModified": self.last_published_at}
        return {
            "headline": self.title,
            **{name: localtime(when).date().isoformat() for name, when in days.items() if when},
        }

    @property
    def day(self) -> date:
        """The date of what happened."""
        return self.happened_on
