"""Institutions as editors find them in the CMS."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from committee_pages.models import Institution


def place_in_words(institution: Institution) -> Any:
    """Where readers find it."""
    if institution.on_committee:
        return _("On the committee")
    return _("Partner") if institution.partner else _("Only where a page names it")


class InstitutionViewSet(SnippetViewSet):
    """Institutions: an editor writes, a publisher publishes."""

    model = Institution
    icon = "group"
    menu_label = _("Institutions")
    menu_name = "institutions"
    menu_order = 310
    add_to_admin_menu = True
    panels: ClassVar = [
        InlinePanel("texts", heading=_("Words in each language"), min_num=1),
        FieldPanel("kind"),
        MultiFieldPanel([FieldPanel("on_committee"), FieldPanel("partner")], _("Its part")),
        FieldPanel("link"),
        FieldPanel("source"),
    ]
    list_display: ClassVar = [
        "__str__",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("place", label=_("Its part"), accessor=place_in_words),
        Column("live", label=_("Published"), accessor=lambda i: _("Yes") if i.live else _("No")),
    ]
    ordering: ClassVar = ["pk"]

    def get_queryset(self, request: Any) -> Any:
        """With the words: the list shows names."""
        return Institution.objects.prefetch_related("texts")
