"""What editors of the law and of institutions find in the CMS."""

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from committee_pages.institutions_in_cms import InstitutionViewSet
from committee_pages.law.cms import urls
from committee_pages.law.cms.viewsets import LawGroup
from committee_pages.plan.cms import urls as plan_urls
from committee_pages.plan.cms.history import Moved
from committee_pages.plan.cms.viewsets import PlanGroup
from committee_pages.plan.services import MOVED

register_snippet(PlanGroup)

register_snippet(InstitutionViewSet)


@hooks.register("register_admin_urls")
def screens_of_the_law() -> list[URLResolver]:
    """Versions and articles. Acts and words have the viewsets' own addresses."""
    return [path("law/", include(urls))]


@hooks.register("register_admin_urls")
def screens_of_the_plan() -> list[URLResolver]:
    """Moving an activity on. Plans and activities have the viewsets' own addresses."""
    return [path("plan/", include(plan_urls))]


@hooks.register("register_admin_viewset")
def acts_and_words() -> LawGroup:
    """The entry of the menu."""
    return LawGroup()


@hooks.register("register_log_actions")
def name_what_is_done(actions: LogActionRegistry) -> None:
    """What the history of an act or of an activity says was done."""
    actions.register_action(MOVED)(Moved)
    for action, said in {
        "law.saved": _("Saved a text"),
        "law.draft": _("Began a draft"),
        "law.article": _("Changed an article"),
        "law.published": _("Published a version"),
        "law.withdrawn": _("Withdrew a version"),
        "law.discarded": _("Threw a draft away"),
    }.items():
        actions.register_action(action, said, said)
