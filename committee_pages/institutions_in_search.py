"""Keeps what the search knows of institutions true: pages that name one are read anew."""

from itertools import chain
from typing import Any

from committee_pages.models import CommitteePage, Institution, NewsPage, PartnersPage
from home.search.pages import page_changed


def institution_changed(instance: Institution, **_signal: Any) -> None:
    """After publishing or taking back, and before deleting, when its pages still know it."""
    lists = (CommitteePage.objects.live(), PartnersPage.objects.live())
    for page in chain(*lists, NewsPage.objects.live().filter(institutions=instance)):
        page_changed(page)
