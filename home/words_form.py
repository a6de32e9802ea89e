"""A form for things whose words are written once for each language."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class WordsForm(WagtailAdminModelForm):
    """One text at most, in the formset that `words` names, for each language."""

    words: ClassVar[str] = "texts"

    def clean(self) -> dict[str, Any]:
        """Adds a sentence when two texts are in the same language."""
        cleaned: dict[str, Any] = super().clean()
        if self.words in self.formsets:
            texts = self.formsets[self.words]
            written = [
                form.cleaned_data.get("language")
                for form in texts.forms
                if form.is_valid() and not form.cleaned_data.get("DELETE")
            ]
            if len(written) != len(set(written)):
                self.add_error(None, _("There are two texts in one language. Keep one."))
        return cleaned
