"""What editors see of the CMS: the pages, and nothing that is not in use here."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

_MENU = frozenset({"explorer", "law"})


@hooks.register("construct_main_menu")
def keep_the_pages(request: HttpRequest, items: list[Any]) -> None:
    """Leaves the pages and the texts of the law alone in the menu."""
    items[:] = [item for item in items if item.name in _MENU]


@hooks.register("construct_homepage_summary_items")
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """No counts of pictures and documents on the first page of the CMS."""
    items.clear()
