"""Who may do what to plans in the CMS. It follows what a person may do to pages.

Editors write activities and move them on; what they write, publishers publish. A move is seen by
readers at once: it is one word from a short list, with its day and its author in the history.
The plans themselves, a name and two dates, are for publishers.
"""

from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from committee_pages.law.cms.policy import may_publish
from committee_pages.models import Activity

_EDIT = {"add", "change", "publish"}
_OF_EDITORS = {"add", "change"}


def may_edit(user: Any) -> bool:
    """Whether a person may write activities and move them on."""
    return bool(page_permission_policy.user_has_any_permission(user, _EDIT))


class PlanPolicy(BasePermissionPolicy):
    """For plans and their activities."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether a person may do this."""
        if action == "view" or (self.model is Activity and action in _OF_EDITORS):
            return may_edit(user)
        return may_publish(user)

    def users_with_any_permission(self, actions: Any) -> Any:
        """The people who may edit pages, of whom `user_has_permission` decides."""
        return page_permission_policy.users_with_any_permission(_EDIT)
