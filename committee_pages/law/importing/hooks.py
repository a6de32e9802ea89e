"""Where the CMS leads to the import."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from committee_pages.law.importing.views import import_text, may_import
from committee_pages.models import LawPage


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    """The address of the screen."""
    return [path("law/acts/<int:act_id>/import/", import_text, name="law_import")]


@hooks.register("register_page_header_buttons")
def import_button(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """A button among those of a law's page."""
    if isinstance(page, LawPage) and page.act_id and may_import(user):
        address = reverse("law_import", args=[page.act_id])
        yield Button(_("Import a text"), url=address, icon_name="upload", priority=25)
