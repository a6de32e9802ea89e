"""The form in which editors write a page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from home.rich_text import CheckedRichTextArea, sentence_about

_TAKEN = _(
    "It takes words, headings, lists and links. Pasted pictures, films and scripts fall away."
)
_SLUG_TAKEN = _(
    "The site uses this word in its own addresses, and nobody would find the page. "
    "Choose another, such as “%(slug)s-page”."
)


class PageForm(WagtailAdminPageForm):
    """Says at each rich text what of it was not taken; then nothing is saved, draft or not.

    And at the slug when nobody would find the page under it.
    """

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
        if "slug" in self.fields:
            # A draft may leave it empty: then it is made of the title.
            slug = cleaned.get("slug") or slugify(cleaned.get("title", ""))
            _refuse_taken(self, "slug", slug, self.parent_page)
        return cleaned


class PageCopyForm(CopyForm):
    """Where a page is copied to: under no word that the site uses itself."""

    def clean(self) -> dict[str, Any]:
        """Adds a sentence at the slug."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        _refuse_taken(self, "new_slug", cleaned.get("new_slug", ""), parent)
        return cleaned


def _refuse_taken(form: Any, field: str, slug: str, parent: Any) -> None:
    """Adds a sentence when the parent, or the list of addresses, answers to that word itself."""
    if slug in getattr(parent.specific_class, "own_words", ()):
        form.add_error(field, ValidationError(_SLUG_TAKEN, params={"slug": slug}))
