"""What is kept, who reads it and for how long."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from committee_pages.kept import KEPT, NOT_KEPT, SHORT_LIVED, alike
from committee_pages.models.ordinary import WordsPage


class PrivacyPage(WordsPage):
    """The list of what is kept comes from `committee_pages.kept`, not from an editor.

    An editor adds who answers for it, in the body.
    """

    place = "privacy"
    template = "committee_pages/privacy_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("privacy page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the lists."""
        context = super().get_context(request, *args, **kwargs)
        lists = {"kept": alike(KEPT), "short_lived": alike(SHORT_LIVED)}
        return context | lists | {"not_kept": NOT_KEPT}
