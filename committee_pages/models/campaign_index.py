"""The list of campaigns."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models import BasePage


class CampaignIndexPage(BasePage):
    """Campaigns that run, that are to come, and that have ended."""

    template = "committee_pages/campaign_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar = ["committee_pages.CampaignPage"]

    class Meta:
        verbose_name = _("list of campaigns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the campaigns, those that run first."""
        from committee_pages.models.campaign import CampaignPage, When

        context = super().get_context(request, *args, **kwargs)
        campaigns = list(CampaignPage.objects.in_list(self))
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
        return context

    @classmethod
    def newest_below(cls, page: Page, number: int) -> Any:
        """For the home page, the newest campaign that runs, and no other."""
        from committee_pages.models.campaign import CampaignPage

        return CampaignPage.objects.in_list(page).running()[: min(number, 1)]
