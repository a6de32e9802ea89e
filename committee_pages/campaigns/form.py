"""The form in which editors write a campaign."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from home.page_form import PageForm

MOST_STEPS, MOST_LINES = 5, 20


class CampaignForm(PageForm):
    """A campaign that is to be published tells people what to do."""

    def clean(self) -> dict[str, Any]:
        """Adds a sentence at the steps when there is none."""
        cleaned = super().clean()
        steps: Any = self.formsets.get("steps")
        if (
            steps is not None
            and not self.is_deferred_validation
            and not any(
                form.has_changed() or form.instance.pk
                for form in steps.forms
                if form not in steps.deleted_forms
            )
        ):
            steps.non_form_errors().append(
                _("A campaign needs a step: what people can do. Write one.")
            )
        return cleaned
