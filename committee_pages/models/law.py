"""The law."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.models import Page

from committee_pages.models.act import ActVersion
from home.addresses import absolute
from home.best_language import in_best_language
from home.models import BasePage

_DAY = r"as-of/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})/"
_ARTICLE = r"(?P<article>art-[0-9a-z-]{1,20})/"
_DRAFT = "draft"


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
        from committee_pages.law.naming import citation

        context = super().get_context(request, *args, **kwargs)
        laws = self.items_of(self, get_language() or settings.LANGUAGE_CODE)
        context["laws"] = [
            {"page": law, "citation": citation(law.act) if law.act else ""} for law in laws
        ]
        return context

    @classmethod
    def items_of(cls, page: Page, language: str) -> Any:
        """The acts, newest first."""
        laws = in_best_language(page, language, LawPage).select_related("act")
        return laws.order_by("-act__made_on", "pk")


class LawPage(RoutablePageMixin, BasePage):
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

    read_along: ClassVar = ("act",)
    schema_type: ClassVar[str] = "Legislation"
    previewed: ActVersion | None = None
    """The version that a preview shows, published or not."""

    template = "committee_pages/law_page.html"
    parent_page_types: ClassVar = ["committee_pages.LawIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_kind: ClassVar[str] = "law"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("act"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("law")

    def html_to_search(self) -> str:
        """The plain words, and how the act is cited. Its articles are found by themselves."""
        from committee_pages.law.naming import citation

        if self.act is None:
            return self.body
        with translation.override(self.locale.language_code):
            return f"{self.body}{format_html('<p>{}</p>', citation(self.act))}"

    def linked_data(self) -> dict[str, Any]:
        """Kind, number and date of the act, and where its official text stands."""
        if self.act is None:
            return {}
        return {
            "legislationType": self.act.get_subtype_display(),
            "legislationIdentifier": f"{self.act.number}/{self.act.year}",
            "legislationDate": self.act.made_on.isoformat(),
            "legislationJurisdiction": "TL",
            "sameAs": [absolute(self.act.work), *filter(None, [self.act.gazette_url])],
        }

    @property
    def day(self) -> date | None:
        """The date of the law."""
        return self.act.made_on if self.act else None

    @property
    def preview_modes(self) -> list[tuple[str, Promise | str]]:
        """The text that the public reads, or the newest draft of it."""
        return [("", _("Published text")), (_DRAFT, _("Draft of the text"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page of the act, with the draft of its text where that is asked for."""
        if mode_name == _DRAFT and self.act and self.previewed is None:
            self.previewed = self.act.versions.drafts().select_related("act").first()
        return BasePage.serve_preview(self, request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the whole text of the version of a day, by default today's."""
        from committee_pages.law import pages

        context = super().get_context(request, *args, **kwargs)
        shown = self._shown(kwargs.get("day"))
        if shown:
            context |= pages.act_page(shown, get_language() or settings.LANGUAGE_CODE)
        return context

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The act; from the chooser of a day, to the address of that day."""
        if "day" not in request.GET:
            return TemplateResponse(request, self.template, self.get_context(request))
        try:
            day = date.fromisoformat(request.GET["day"].strip()).isoformat()
        except ValueError:
            fault = "unclear"
        else:
            if self._shown(day):
                return HttpResponseRedirect(f"{self.address}as-of/{day}/")
            fault = "early"
        context = self.get_context(request) | {"day_fault": fault}
        return TemplateResponse(request, self.template, context)

    @re_path(rf"^{_DAY}$")
    def on_a_day(self, request: HttpRequest, day: str) -> HttpResponse:
        """The act as it was on a day. Raises Http404 before its first version."""
        self._shown_or_404(day)
        return self._answer(request, self.template, self.get_context(request, day=day))

    @re_path(rf"^{_DAY}changes/$")
    def changes(self, request: HttpRequest, day: str) -> HttpResponse:
        """What the version of a day changed. Raises Http404 when there is none before it."""
        from committee_pages.law import pages

        shown = self._shown_or_404(day)
        found = pages.changes_page(shown, get_language() or settings.LANGUAGE_CODE)
        return self._answer(request, "committee_pages/law_changes.html", found)

    @re_path(rf"^{_ARTICLE}$")
    def article(self, request: HttpRequest, article: str) -> HttpResponse:
        """One article as it is today."""
        return self._article(request, article, day=None)

    @re_path(rf"^{_DAY}{_ARTICLE}$")
    def article_on_a_day(self, request: HttpRequest, day: str, article: str) -> HttpResponse:
        """One article as it was on a day."""
        return self._article(request, article, day=day)

    @re_path(r"^(?P<kind>pdf|json|akn)/$")
    def file(self, request: HttpRequest, kind: str) -> HttpResponse:
        """To the file of today's text, in the reader's language if that is one of the law's."""
        from committee_pages.law.reading import TEXT_LANGUAGES

        shown = self._shown_or_404(None)
        language = self.locale.language_code
        code = language if language in TEXT_LANGUAGES else TEXT_LANGUAGES[0]
        return HttpResponseRedirect(f"{shown.version.expression(code)}.{kind}")

    def _article(self, request: HttpRequest, article: str, *, day: str | None) -> HttpResponse:
        from committee_pages.law import pages

        shown = self._shown_or_404(day)
        language = get_language() or settings.LANGUAGE_CODE
        found = pages.article_page(shown, article, language)
        return self._answer(request, "committee_pages/law_article.html", found)

    def _answer(
        self,
        request: HttpRequest,
        template: str,
        found: dict[str, Any] | None,
    ) -> HttpResponse:
        """A page below the act's."""
        if found is None:
            raise Http404
        return TemplateResponse(request, template, {**super().get_context(request), **found})

    def _shown_or_404(self, day: str | None) -> Any:
        shown = self._shown(day)
        if shown is None:
            raise Http404
        return shown

    def _shown(self, day: str | None) -> Any:
        from committee_pages.law.pages import Shown, version_on

        if self.act is None:
            return None
        versions = list(self.act.versions.published())
        if self.previewed:
            self.previewed.act = self.act
            return Shown(self.previewed, [self.previewed, *versions], self.address, False)
        try:
            version = version_on(versions, date.fromisoformat(day) if day else None)
        except ValueError:
            return None
        if version is None:
            return None
        for one in versions:
            one.act = self.act
        return Shown(version, versions, self.address, day is not None)
