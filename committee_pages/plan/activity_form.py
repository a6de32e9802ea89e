"""The form in which editors write down an activity."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class ActivityForm(WagtailAdminModelForm):
    """One text for each language at most, and no activity twice in a plan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from committee_pages.models.institution import Institution

        for name in ("owner", "partners"):
            if name in self.fields:
                self.fields[name].queryset = Institution.objects.published()

    def clean(self) -> dict[str, Any]:
        """Adds a sentence at each field that has to change."""
        cleaned: dict[str, Any] = super().clean()
        owner = cleaned.get("owner")
        if owner and owner in (cleaned.get("partners") or ()):
            self.add_error("partners", _("It is the owner already. Take the tick away here."))
        if "texts" in self.formsets:
            self._check_texts(cleaned.get("plan"))
        return cleaned

    def _check_texts(self, plan: Any) -> None:
        written: set[str] = set()
        for form in self.formsets["texts"].forms:
            if not form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            language, title = (form.cleaned_data.get(name, "") for name in ("language", "title"))
            if language and language in written:
                form.add_error("language", _("There are two texts in one language. Keep one."))
                self.add_error(None, _("There are two texts in one language. Keep one."))
            elif language and plan and self._stands_already(plan, language, title):
                form.add_error("title", _("This plan has an activity of this name. Change it."))
                self.add_error(None, _("This plan has an activity of this name. Change it."))
            written.add(language)

    def _stands_already(self, plan: Any, language: str, title: str) -> bool:
        others = plan.activities.exclude(pk=self.instance.pk)
        return bool(others.filter(texts__language=language, texts__title__iexact=title).exists())
