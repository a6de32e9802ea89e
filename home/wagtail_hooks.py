"""What editors see of the CMS: what is in use here, and nothing else."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from home.services_in_cms import ServicesToCallAgain, ServiceViewSet

_MENU = frozenset({"documents", "explorer", "images", "institutions", "law", "plan", "services"})

register_snippet(ServiceViewSet)


@hooks.register("construct_main_menu")
def keep_the_pages(request: HttpRequest, items: list[Any]) -> None:
    """Leaves what is in use here in the menu, and nothing else."""
    items[:] = [item for item in items if item.name in _MENU]


@hooks.register("construct_homepage_summary_items")
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """No counts of pictures and documents on the first page of the CMS."""
    items.clear()


@hooks.register("construct_homepage_panels")
def say_whom_to_call_again(request: HttpRequest, panels: list[Any]) -> None:
    """The services to call again, for who may change them."""
    if request.user.has_perm("home.change_service"):
        panels.insert(0, ServicesToCallAgain())
