"""What all pages have."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.addresses import address, foreign, tree_of
from home.best_language import best_of, in_best_language
from home.head import head_of
from home.languages import NAMES, LanguageLink, lang_mark
from home.media.kinds import is_sound
from home.page_form import PageCopyForm, PageForm
from home.rich_text import not_allowed, sentence_about

_DEPTH_OF_HOME = 2  # below the root of all trees


class BasePage(Page):
    """A page with a title and a summary in plain words, and links to its translations."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("Two or three short sentences. They stand first on the page."),
    )

    summary_audio = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("summary read aloud"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A recording for people who do not read. Readers see its size."),
    )

    read_along: ClassVar[tuple[str, ...]] = ()
    """Relations that serving this kind of page needs."""
    search_along: ClassVar[tuple[str, ...]] = ()
    """Relations to many that the search needs of it."""
    line: list[Page] | None = None
    """The pages between home and here, where whoever serves this page knows them."""
    # A code by which the frame and other pages find the one page of this kind, such as `help`.
    place: ClassVar[str] = ""
    # Whether the foot of every page leads here.
    at_foot: ClassVar[bool] = False
    # How many of the pages right below the home page shows, newest first.
    newest_on_home: ClassVar[int] = 0
    # What stands right below this page without being a page: no page there can have it as its slug.
    own_words: ClassVar[frozenset[str]] = frozenset()

    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD]
    # The public side has no sign-in, and so no private pages.
    private_page_options: ClassVar[list[str]] = []

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("summary_audio"),
    ]
    base_form_class = PageForm
    copy_form_class = PageCopyForm

    # What the search calls it.
    search_kind: ClassVar[str] = "page"
    # What schema.org calls it.
    schema_type: ClassVar[str] = "WebPage"

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError when a rich text holds what none may, however it came there.

        And when the recording is a document to read.
        """
        super().clean()
        faults: dict[str, Any] = {
            field.name: sentence_about(found)
            for field in self._meta.get_fields()
            if isinstance(field, RichTextField)
            and (found := not_allowed(getattr(self, field.name) or ""))
        }
        if self.summary_audio and not is_sound(self.summary_audio.file.name):
            faults["summary_audio"] = _("This is nothing to listen to. Choose a recording.")
        if faults:
            raise ValidationError(faults)

    def get_context(
        self, request: HttpRequest, *args: Any, query: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        """Adds the way here, the same page in the other languages and what the head says.

        Where a language lacks the page, its link leads to what stands in for it there. `query` is
        what of the request's is a place of its own, with its question mark: a part of a list.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        below = f"{self._below_here(request)}{query}"
        translations = list(self.get_translations(inclusive=True).live())
        context["language_links"] = [
            LanguageLink(
                code=code,
                name=name,
                url=f"{address(best, code)}{below}" if best else f"/{code}/",
                current=code == language,
            )
            for code, name in NAMES.items()
            for best in [best_of(translations, code)]
        ]
        context["trail"] = [
            {
                "title": above.title,
                "url": address(above, language),
                "lang": foreign(above, language),
            }
            for above in self._pages_between_home_and_here(language)
        ]
        context["head"] = head_of(self, translations, context["trail"], below)
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

    def linked_data(self) -> dict[str, Any]:
        """What schema.org has words for, beside name, description, address and language."""
        return {}

    @classmethod
    def items_of(cls, page: Page, language: str) -> Any:
        """What a list page of this kind lists for a reader of a language, as a queryset."""
        return in_best_language(page, language).order_by("-first_published_at").specific()

    @property
    def address(self) -> str:
        """The path of this page, in the language that is being shown."""
        return address(self, get_language() or settings.LANGUAGE_CODE)

    @property
    def lang(self) -> str:
        """The code of the page's language where another is being shown; empty where not."""
        return foreign(self, get_language() or settings.LANGUAGE_CODE)

    @property
    def lang_mark(self) -> SafeString:
        """The attribute for an element that holds the page's own words, with a blank before it."""
        return lang_mark(self.lang)

    @property
    def language_name(self) -> str:
        """The page's language, named in itself."""
        return NAMES[tree_of(self)]

    @property
    def day(self) -> Any:
        """The date that lists show beside the title, if this kind of page has one."""
        return None

    @property
    def label(self) -> Any:
        """What lists say of it beside the date, if this kind of page says anything."""
        return ""

    def _below_here(self, request: HttpRequest) -> str:
        """The rest of the address below this page, such as `print/`; empty in a preview."""
        path = request.path
        return path.removeprefix(self.address) if path.startswith(self.address) else ""

    def _pages_between_home_and_here(self, language: str) -> list[Page]:
        """Outermost first, each in the reader's language if there is one."""
        line = self.line
        if line is None:
            if self.depth <= _DEPTH_OF_HOME + 1:
                return []
            line = list(self.get_ancestors().live().filter(depth__gt=_DEPTH_OF_HOME))
        if not line or not self.lang:
            return line
        keys = [above.translation_key for above in line]
        pages = list(Page.objects.live().filter(translation_key__in=keys))
        best = (
            best_of((page for page in pages if page.translation_key == key), language)
            for key in keys
        )
        return [page for page in best if page]
