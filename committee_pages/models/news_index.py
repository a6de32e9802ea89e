"""The list of news: by year and type, and as a feed."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from home.best_language import in_best_language
from home.models import BasePage
from home.paging import paged, query_of

_FEED = "feed"


class NewsIndexPage(BasePage):
    """The list of news items."""

    template = "committee_pages/news_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar = ["committee_pages.NewsPage"]
    own_words: ClassVar = frozenset({_FEED})
    search_kind: ClassVar[str] = "news"
    newest_on_home = 3

    class Meta:
        verbose_name = _("list of news")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The page, or below it `feed/`: the newest items for programs that collect news."""
        if path_components == [_FEED] and self.live:
            return RouteResult(self, kwargs={"as_feed": True})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, as_feed: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """The list, or the feed."""
        from committee_pages.news_feed import feed

        return feed(self, request) if as_feed else super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the items of a year and a type, newest first, and what else there is to choose.

        Raises Http404 when the address asks for a type or a year that cannot be.
        """
        from committee_pages.news_archive import archive

        language = get_language() or settings.LANGUAGE_CODE
        found = archive(self.items_of(self, language), request.GET)
        items = paged(found.items, request.GET)
        query = query_of(items, found.query)
        context = super().get_context(request, *args, query=query, **kwargs)
        context["archive"] = found
        context["items"] = items
        context["feed_url"] = f"{self.address}{_FEED}/"
        return context

    @classmethod
    def items_of(cls, page: Page, language: str) -> Any:
        """The items by the day of what happened, each in the reader's language if there is one."""
        from committee_pages.models.news import NewsPage

        return in_best_language(page, language, NewsPage).order_by("-happened_on", "-pk")
