"""Acts and explained words in the menu of the CMS."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from committee_pages.law.cms.policy import LawPolicy
from committee_pages.models import Act, Term


def _versions_link(act: Any) -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("law_versions", args=[act.pk]), gettext("Text and versions")
    )


class _OneAsked:
    """Mixed in before a view of one object: asks whether the person may do this to this one."""

    def get_object(self, queryset: Any = None) -> Any:
        """The object. Raises PermissionDenied."""
        view: Any = self
        found = super().get_object(queryset)  # type: ignore[misc]
        allowed = view.permission_policy.user_has_permission_for_instance
        if not allowed(view.request.user, view.permission_required, found):
            raise PermissionDenied
        return found


class _EditView(_OneAsked, generic.EditView):
    pass


class _DeleteView(_OneAsked, generic.DeleteView):
    pass


class _LawViewSet(ModelViewSet):
    copy_view_enabled = False
    edit_view_class = _EditView
    delete_view_class = _DeleteView
    add_to_reference_index = False
    menu_icon = "doc-full"

    @cached_property
    def permission_policy(self) -> LawPolicy:
        """Ours instead of Django's rows of rights."""
        return LawPolicy(self.model)


class ActViewSet(_LawViewSet):
    """Acts: what they are called and where they stand in the gazette."""

    model = Act
    name = "law_acts"
    url_prefix = "law/about"
    menu_label = _("Acts")
    list_display: ClassVar = [
        "__str__",
        Column("title", label=_("Title")),
        Column("versions", label=_("Text"), accessor=_versions_link),
    ]
    panels = Act.panels


class TermViewSet(_LawViewSet):
    """Words that are explained where they stand."""

    model = Term
    name = "law_terms"
    url_prefix = "law/words"
    menu_label = _("Explained words")
    panels = Term.panels


class LawGroup(ViewSetGroup):
    """Both, under one entry of the menu."""

    menu_label = _("Texts of the law")
    menu_name = "law"
    menu_icon = "doc-full"
    items = (ActViewSet, TermViewSet)
