"""The form in which editors write a page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from home.rich_text import sentence_about


class PageForm(WagtailAdminPageForm):
    """Says at each rich text what of it was not taken; then nothing is saved, draft or not."""

    def clean(self) -> dict[str, Any]:
        """Adds the sentences."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.fields:
            refused = getattr(self[name].data, "refused", ())
            if refused:
                self.add_error(name, sentence_about(refused))
        return cleaned
