"""The two questions of a change of several tips: to what, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.inbox.bulk.action import Action
from reports.inbox.bulk.desk import Desk
from reports.intake.forms import words_field


class ValueForm(forms.Form):
    """What the tips become."""

    use_required_attribute = False
    value = forms.ChoiceField(
        error_messages={
            "required": _("Choose one from the list."),
            "invalid_choice": _("Choose one from the list. Nothing was changed."),
        }
    )

    def __init__(self, *args: Any, action: Action, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.label = str(action.question)
        # Nothing is preselected: a press by mistake changes nothing.
        field.choices = [("", _("Choose")), *action.choices(desk)]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why. Members read it on each of the tips."""

    use_required_attribute = False
    reason = words_field(
        _("Reason"),
        _("Members read it on each of these tips. The senders do not."),
        shortest=1,
        rows=3,
        required=_("Write why."),
    )
