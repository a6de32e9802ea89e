"""Where to get help."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from committee_pages.help_directory import Directory, directory
from home.models import BasePage, Service

_FOR_PAPER = "print"


class HelpPage(BasePage):
    """The directory of services, sorted by place and by need, and all of it for paper.

    What a reader opens is neither an address nor a request: the lists are `<details>`. So neither
    the browser's history nor our log tells where somebody is or what they need.
    """

    before_you_go = RichTextField(_("before you go or call"), blank=True)
    if_abroad = RichTextField(_("if you are abroad"), blank=True)

    place = "help"
    at_foot = True
    template = "committee_pages/help_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("before_you_go"),
        FieldPanel("if_abroad"),
    ]

    class Meta:
        verbose_name = _("help directory")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The page, or below it `print/`: everything once, for paper."""
        if path_components == [_FOR_PAPER] and self.live:
            return RouteResult(self, kwargs={"for_paper": True})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, for_paper: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """The page, with the directory open for paper or folded up for the screen."""
        if not for_paper:
            return super().serve(request, *args, **kwargs)
        name = "committee_pages/help_page_for_paper.html"
        return TemplateResponse(request, name, self.get_context(request))

    def linked_data(self) -> dict[str, Any]:
        """The services, each with what its card says. An example is no service: no number of it."""
        services = [
            {
                "@type": "Service",
                "name": card.name,
                **({"areaServed": [str(place) for place in card.places]} if card.places else {}),
                **({} if settings.DEMONSTRATION or not card.tel else {"telephone": card.tel}),
            }
            for card in self._directory.cards
        ]
        return {"mainEntity": {"@type": "ItemList", "itemListElement": services}}

    @cached_property
    def _directory(self) -> Directory:
        """The services in the language that is being shown."""
        return directory(
            Service.objects.published(),
            get_language() or settings.LANGUAGE_CODE,
            timezone.localdate(),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the directory in the language that is being shown."""
        context = super().get_context(request, *args, **kwargs)
        context["directory"] = self._directory
        context["paper_url"] = f"{self.address}{_FOR_PAPER}/"
        context["today"] = timezone.localdate()
        return context
