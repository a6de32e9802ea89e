"""The form in which editors write a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from home.rich_text import CheckedRichTextArea, sentence_about

_TAKEN = _(
    "It takes words, headings, lists and links. Pasted pictures, films and scripts fall away."
)


class PageForm(WagtailAdminPageForm):
    """Says at each rich text what of it was not taken; then nothing is saved, draft or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # What falls away in the browser, the server never sees: it is told before.
            if isinstance(field.widget, CheckedRichTextArea) and not field.help_text:
                field.help_text = _TAKEN

    def clean(self) -> dict[str, Any]:
        """Adds the sentences."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.fields:
            refused = getattr(self[name].data, "refused", ())
            if refused:
                self.add_error(name, sentence_about(refused))
        return cleaned
