"""What the pages of the committee and of its partners share."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from home.models import BasePage


class InstitutionsPage(BasePage):
    """A page that lists institutions by their kind. The list is not written here."""

    body = RichTextField(_("what it is"))

    at_foot = True
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @staticmethod
    def institutions() -> Any:
        """Those that stand here, as readers see them."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the institutions by their kind."""
        from committee_pages.institutions import by_kind

        context = super().get_context(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        context["groups"] = by_kind(self.institutions(), language)
        return context

    def html_to_search(self) -> str:
        """The text, and the institutions with what they do here."""
        language = self.locale.language_code
        texts = [each.text_in(language) for each in self.institutions()]
        rows = format_html_join(
            "", "<p>{}</p><p>{}</p><p>{}</p>", ((t.name, t.short_name, t.role) for t in texts if t)
        )
        return f"{self.body}{rows}"
