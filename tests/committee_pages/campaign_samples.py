"""Campaigns for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committee_pages.models import CampaignIndexPage, CampaignPage, CampaignStep

TODAY = timezone.localdate()


def campaigns(language: str = "en") -> CampaignIndexPage:
    """The list of campaigns in a language."""
    found: CampaignIndexPage = CampaignIndexPage.objects.get(locale__language_code=language)
    return found


def add_campaign(title: str = "Look", language: str = "en", **fields: Any) -> CampaignPage:
    """One more campaign, published, running unless said otherwise. Checked as an editor's is."""
    index = campaigns(language)
    page = CampaignPage(
        **{
            "title": title,
            "summary": "A message.",
            "starts_on": TODAY - timedelta(days=1),
            "ends_on": TODAY + timedelta(days=1),
            "locale": index.locale,
            "steps": [CampaignStep(text="Ask.")],
            **fields,
        }
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    published: CampaignPage = CampaignPage.objects.select_related("locale").get(pk=page.pk)
    return published


def stop_all() -> None:
    """No campaign runs any more."""
    yesterday = TODAY - timedelta(days=1)
    CampaignPage.objects.update(starts_on=yesterday, ends_on=yesterday)
