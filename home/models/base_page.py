"""What all pages have."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.addresses import address
from home.languages import LanguageLink

_DEPTH_OF_HOME = 2  # below the root of all trees


class BasePage(Page):
    """A page with a title and a summary in plain words, and links to its translations."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("Two or three short sentences. They stand first on the page."),
    )

    read_along: ClassVar[tuple[str, ...]] = ()
    """Relations that serving this kind of page needs."""
    read_to_search: ClassVar[tuple[str, ...]] = ()
    """Relations of many that `html_to_search` needs."""
    line: list[Page] | None = None
    """The pages between home and here, where whoever serves this page knows them."""
    # A code by which the frame and other pages find the one page of this kind, such as `help`.
    place: ClassVar[str] = ""
    # Whether the foot of every page leads here.
    at_foot: ClassVar[bool] = False

    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD]
    # The public side has no sign-in, and so no private pages.
    private_page_options: ClassVar[list[str]] = []

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]

    # What the search calls it.
    search_kind: ClassVar[str] = "page"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the same page in the other languages; where it is missing, their home pages."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        translations = {
            page.locale.language_code: page
            for page in self.get_translations(inclusive=True).live().select_related("locale")
        }
        context["language_links"] = [
            LanguageLink(
                code=code,
                name=name,
                url=address(translations[code], code) if code in translations else f"/{code}/",
                current=code == language,
            )
            for code, name in settings.LANGUAGES
        ]
        context["trail"] = [
            {"title": above.title, "url": address(above, language)}
            for above in self._pages_between_home_and_here()
        ]
        return context

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """A preview in the language of the page, whatever the editor's own is."""
        language = self.locale.language_code
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response: HttpResponse = super().serve_preview(request, mode_name).render()
        return response

    def html_to_search(self) -> str:
        """The rich text that the search reads beside title and summary."""
        return ""

    @property
    def address(self) -> str:
        """The path of this page, in the language that is being shown."""
        return address(self, get_language() or settings.LANGUAGE_CODE)

    def _pages_between_home_and_here(self) -> Any:
        if self.line is not None:
            return self.line
        if self.depth <= _DEPTH_OF_HOME + 1:
            return []
        return self.get_ancestors().live().filter(depth__gt=_DEPTH_OF_HOME)

    @property
    def day(self) -> Any:
        """The date that lists show beside the title, if this kind of page has one."""
        return None

    @classmethod
    def newest_below(cls, page: Page, number: int) -> Any:
        """The newest pages below a page of this kind, for the home page."""
        children = page.get_children().live().specific()
        return children.order_by("-first_published_at")[:number]
