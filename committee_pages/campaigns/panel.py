"""What editors read about posters beside the fields that make one."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from committee_pages.campaigns.addresses import public_base
from committee_pages.pdf_files import program


def state_of_posters() -> str:
    """That posters are made, or why there are none."""
    if not public_base():
        return _(
            "No posters are made: this site does not know its public address, which a poster must "
            "show. Ask who runs the server to set PUBLIC_URL."
        )
    if program() is None:
        return _("No posters are made: Pango is not installed. Ask who runs the server.")
    return _(
        "Posters for A4 and A5 are made from title (at most 60 characters), summary (at most 200), "
        "steps and drawing, within a few minutes after publishing."
    )


class PosterPanel(Panel):
    """One sentence. There is nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        """The sentence, where it is shown."""

        template_name = "committee_pages/campaign/posters_in_cms.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Adds the sentence."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "sentence": state_of_posters()}
