"""What editors of the law find in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from committee_pages.law.importing import hooks as _of_the_import  # noqa: F401 it registers itself


@hooks.register("register_log_actions")
def name_what_is_done(actions: LogActionRegistry) -> None:
    """What the history of an act says was done."""
    for action, said in {
        "law.saved": _("Saved a text"),
        "law.draft": _("Began a draft"),
        "law.article": _("Changed an article"),
        "law.published": _("Published a version"),
        "law.withdrawn": _("Withdrew a version"),
        "law.discarded": _("Threw a draft away"),
    }.items():
        actions.register_action(action, said, said)
