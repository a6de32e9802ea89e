"""Who may do what to the law in the CMS. It follows what a person may do to pages.

Editors add acts and write drafts; what the public reads at once is for publishers alone. There are
no rows of rights to keep in step: who may publish a page may publish a law.
"""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from committee_pages.models import Act

_EDIT = {"add", "change", "publish"}


def may_publish(user: Any) -> bool:
    """Whether a person may let the public read something."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))


class LawPolicy(BasePermissionPolicy):
    """For acts: all editors, until the public reads of the act. For words: publishers."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether a person may do this to some act or word."""
        if self.model is Act or action == "view":
            return bool(page_permission_policy.user_has_any_permission(user, _EDIT))
        return may_publish(user)

    def users_with_any_permission(self, actions: Any) -> Any:
        """The people who may edit pages, of whom `user_has_permission` decides."""
        return page_permission_policy.users_with_any_permission(_EDIT)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether a person may do this to this act or word."""
        if action in {"change", "delete"} and _is_public(instance):
            return may_publish(user)
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """All of them, for who may do it to some."""
        objects = self.model._default_manager
        return objects.all() if self.user_has_any_permission(user, actions) else objects.none()


def _is_public(instance: Any) -> bool:
    return (
        isinstance(instance, Act)
        and Page.objects.filter(pk__in=instance.pages.values("pk"), live=True).exists()
    )
