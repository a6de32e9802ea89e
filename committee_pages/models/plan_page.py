"""The work plan."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from committee_pages.plan.days import from_to
from committee_pages.plan.reading import Shown, read_plan
from home.best_language import in_best_language
from home.models import BasePage

_TABLE = "csv"


class PlanIndexPage(BasePage):
    """The list of plans."""

    place = "plan"
    template = "committee_pages/plan_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar = ["committee_pages.PlanPage"]
    search_kind: ClassVar[str] = "plan"

    class Meta:
        verbose_name = _("list of plans")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the plans, the newest first, each with its time."""
        context = super().get_context(request, *args, **kwargs)
        context["plans"] = self.items_of(self, get_language() or settings.LANGUAGE_CODE)
        return context

    @classmethod
    def items_of(cls, page: Page, language: str) -> Any:
        """The plans, the newest first, each in the reader's language if there is one."""
        plans = in_best_language(page, language, PlanPage).select_related("plan")
        return plans.order_by("-plan__starts", "pk")


class PlanPage(BasePage):
    """A plan in words, and the frame around its activities. It holds no copy of them."""

    plan = models.ForeignKey(
        "committee_pages.Plan",
        verbose_name=_("plan"),
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("The activities come from there."),
    )
    body = RichTextField(_("about the plan"), blank=True, help_text=_("With its sources."))

    read_along: ClassVar = ("plan",)
    search_along: ClassVar = ("plan__activities__texts",)
    template = "committee_pages/plan_page.html"
    parent_page_types: ClassVar = ["committee_pages.PlanIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_kind: ClassVar[str] = "plan"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("plan"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("plan")

    def html_to_search(self) -> str:
        """What is said about the plan, and the words of its activities in this language."""
        if self.plan is None:
            return self.body
        models.prefetch_related_objects([self], *self.search_along)
        language = self.locale.language_code
        texts = [one.text_in(language) for one in self.plan.activities.all() if one.live]
        rows = ((text.title, text.detail) for text in texts if text and text.language == language)
        return self.body + format_html_join("", "<h3>{}</h3><p>{}</p>", rows)

    @property
    def time(self) -> str:
        """From when to when the plan goes, in words."""
        if self.plan is None:
            return ""
        return from_to(self.plan.starts, self.plan.ends)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The page, or below it `csv/`: the activities as a table to take away."""
        if path_components == [_TABLE] and self.live and self.plan:
            return RouteResult(self, kwargs={"as_table": True})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, as_table: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """The page, or the file with the activities."""
        if not as_table:
            return super().serve(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        answer = HttpResponse(self._shown(language).csv, content_type="text/csv; charset=utf-8")
        name = content_disposition_header(True, f"{self.slug}-{language}.csv")
        answer.headers["Content-Disposition"] = str(name)
        return answer

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the activities in the language that is being shown."""
        context = super().get_context(request, *args, **kwargs)
        if self.plan:
            context["shown"] = self._shown(get_language() or settings.LANGUAGE_CODE)
            context["csv_url"] = f"{self.address}{_TABLE}/"
        return context

    def _shown(self, language: str) -> Shown:
        return read_plan(self.plan, language, timezone.localdate())
