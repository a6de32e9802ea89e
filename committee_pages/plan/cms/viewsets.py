"""Plans and their activities in the menu of the CMS."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from committee_pages.models import Activity, Plan
from committee_pages.plan.cms.policy import PlanPolicy
from committee_pages.plan.states import MOVES

PANELS = [
    FieldRowPanel([FieldPanel("plan", widget=forms.Select), FieldPanel("pillar")]),
    InlinePanel("texts", heading=_("Words in each language"), min_num=1),
    MultiFieldPanel(
        [
            FieldPanel("owner", widget=forms.Select),
            FieldPanel("partners", widget=forms.CheckboxSelectMultiple),
        ],
        _("Who"),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("starts"), FieldPanel("due")])], _("When")),
    MultiFieldPanel([FieldPanel("source"), FieldPanel("evidence_link")], _("How we know")),
]


def _ways_on(activity: Any) -> Any:
    """The first of two clicks: a button for each state it may go to."""
    move = activity.last_move
    return format_html_join(
        " ",
        '<a class="button button-small button-secondary" href="{}?seen={}">{}</a>',
        (
            (
                reverse("plan_move", args=[activity.pk, state.value]),
                move.number if move else 0,
                state.label,
            )
            for state in MOVES[activity.state]
        ),
    )


class _PlanViewSet(SnippetViewSet):
    icon = "calendar-alt"
    copy_view_enabled = False

    @cached_property
    def permission_policy(self) -> PlanPolicy:
        """Ours instead of Django's rows of rights."""
        return PlanPolicy(self.model)


class ActivityViewSet(_PlanViewSet):
    """Activities: an editor writes and moves them on, a publisher publishes."""

    model = Activity
    menu_label = _("Activities")
    menu_name = "activities"
    panels: ClassVar = PANELS
    list_display: ClassVar = [
        "__str__",
        "plan",
        Column("state", label=_("State"), accessor=lambda a: a.state.label),
        Column("ways_on", label=_("Move it on to"), accessor=_ways_on),
        Column("live", label=_("Published"), accessor=lambda a: _("Yes") if a.live else _("No")),
    ]
    list_filter: ClassVar = ["plan", "pillar"]
    ordering: ClassVar = ["plan", "pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With all that a row of the list needs."""
        return Activity.objects.in_full().select_related("plan", "latest_revision")


class PlanViewSet(_PlanViewSet):
    """Plans: their name and dates."""

    model = Plan
    menu_label = _("Plans")
    menu_name = "plans"
    panels = Plan.panels
    list_display: ClassVar = [
        "__str__",
        "starts",
        "ends",
        Column(
            "activities",
            label=_("Activities"),
            accessor=lambda plan: format_html(
                '<a href="{}?plan={}">{}</a>',
                reverse(Activity.snippet_viewset.get_url_name("list")),
                plan.pk,
                _("Activities of this plan"),
            ),
        ),
    ]


class PlanGroup(SnippetViewSetGroup):
    """Both, under one entry of the menu."""

    menu_label = _("Work plan")
    menu_name = "plan"
    menu_icon = "calendar-alt"
    menu_order = 310
    items = (ActivityViewSet, PlanViewSet)
