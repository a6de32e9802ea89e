"""The services as editors find them in the CMS: a list, a form, and whom to call again."""

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models.service import TELL_EDITORS_AFTER, Service

PANELS = [
    InlinePanel("texts", heading=_("Words in each language"), min_num=1),
    MultiFieldPanel(
        [FieldPanel("nationwide"), FieldPanel("areas"), FieldPanel("abroad")], _("Where")
    ),
    FieldPanel("needs"),
    MultiFieldPanel(
        [FieldPanel(name) for name in ("women", "men", "children", "foreigners")],
        _("Whom it serves"),
    ),
    FieldPanel("languages"),
    MultiFieldPanel(
        [
            FieldPanel("phone"),
            FieldRowPanel([FieldPanel("confirmed_on"), FieldPanel("confirmed_by")]),
            FieldPanel("in_strip"),
        ],
        _("Telephone"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("source"),
            FieldPanel("certainty"),
            FieldRowPanel([FieldPanel("last_verified"), FieldPanel("verified_by")]),
        ],
        _("How we know"),
    ),
]


def checked_in_words(service: Service) -> str:
    """When a service was last checked, and whether it is time to call again."""
    if service.last_verified is None:
        return gettext("Never checked: call it")
    day = date_format(service.last_verified, "DATE_FORMAT")
    if service.last_verified < timezone.localdate() - TELL_EDITORS_AFTER:
        return gettext("%(day)s: call it again") % {"day": day}
    return day


def number_in_words(service: Service) -> str:
    """The number, or why readers do not see one."""
    if service.shown_phone:
        return service.shown_phone
    return (
        gettext("Not confirmed: readers do not see it") if service.phone else gettext("No number")
    )


class ServiceViewSet(SnippetViewSet):
    """Services: an editor writes, a publisher publishes."""

    model = Service
    icon = "help"
    menu_label = _("Services")
    menu_name = "services"
    menu_order = 300
    add_to_admin_menu = True
    panels: ClassVar = PANELS
    list_display: ClassVar = [
        "__str__",
        Column("number", label=_("Telephone"), accessor=number_in_words),
        Column("checked", label=_("Last checked"), accessor=checked_in_words),
        Column("live", label=_("Published"), accessor=lambda s: _("Yes") if s.live else _("No")),
    ]
    ordering: ClassVar = ["pk"]


class ServicesToCallAgain(Component):
    """On the first page of the CMS: published services that nobody has called for 90 days."""

    order = 50

    def render_html(self, parent_context: Any = None) -> SafeString:
        """A list of links to their forms; nothing when all are fresh."""
        waiting = list(Service.objects.to_call_again(timezone.localdate()))
        if not waiting:
            return SafeString("")
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a>: {}</li>',
            (
                (f"/staff/cms/snippets/home/service/edit/{s.pk}/", s, checked_in_words(s))
                for s in waiting
            ),
        )
        return format_html(
            '<section class="w-panel"><h2>{}</h2><p>{}</p><ul>{}</ul></section>',
            gettext("Services to call again"),
            gettext("Nobody has checked these for 90 days. After 180 days readers are told so."),
            rows,
        )
