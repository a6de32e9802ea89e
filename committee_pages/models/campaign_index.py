"""The list of campaigns."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.best_language import in_best_language
from home.models import BasePage
from home.paging import paged, query_of


class CampaignIndexPage(BasePage):
    """Campaigns that run, that are to come, and that have ended."""

    template = "committee_pages/campaign_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar = ["committee_pages.CampaignPage"]
    newest_on_home = 1

    class Meta:
        verbose_name = _("list of campaigns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds a page of the campaigns, those that run first."""
        from committee_pages.models.campaign import CampaignPage, When

        language = get_language() or settings.LANGUAGE_CODE
        found = in_best_language(self, language, CampaignPage).in_order()
        campaigns = paged(found, request.GET)
        context = super().get_context(request, *args, query=query_of(campaigns), **kwargs)
        titles = {
            When.RUNNING: _("Running now"),
            When.COMING: _("Coming"),
            When.ENDED: _("Ended"),
        }
        groups = (
            {"title": title, "campaigns": [each for each in campaigns if each.when is when]}
            for when, title in titles.items()
        )
        context["groups"] = [group for group in groups if group["campaigns"]]
        context["campaigns"] = campaigns
        return context

    @classmethod
    def items_of(cls, page: Page, language: str) -> Any:
        """For the home page, those that run, the newest first."""
        from committee_pages.models.campaign import CampaignPage

        running = in_best_language(page, language, CampaignPage).running()
        return running.order_by("-starts_on", "-pk")
