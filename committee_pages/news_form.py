"""The form in which editors write a news item."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from home.page_form import PageForm

_STATEMENT = "statement"


class NewsForm(PageForm):
    """A statement is somebody's word: it needs the place where it stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "institutions" in self.fields:
            institutions: Any = self.fields["institutions"]
            institutions.queryset = institutions.queryset.prefetch_related("texts")

    def clean(self) -> dict[str, Any]:
        """Adds a sentence when a statement that is to be published has no source."""
        cleaned = super().clean()
        if (
            cleaned.get("kind") == _STATEMENT
            and not self.is_deferred_validation
            and "sources" in self.formsets
            and not any(
                form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
                for form in self.formsets["sources"].forms
            )
        ):
            self.add_error("kind", _("A statement needs a source. Add one below."))
        return cleaned
