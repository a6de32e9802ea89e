"""The forms beside a tip, and on the pages that ask why."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reports.inbox.forms import OnceForm
from reports.intake.forms import words_field
from reports.models import Label, Report
from reports.statuses import goals_from, moves_from

_QUIET = {"autocomplete": "off"}
_WHY = _("Only members read it.")


def why_field(label: Any, *, required: Any) -> forms.Field:
    """Room to say why, for members alone."""
    return words_field(label, _WHY, shortest=1, rows=4, required=required, longest=2_000)


class StatusForm(forms.Form):
    """Where a tip stands from now on: only the moves that there are."""

    use_required_attribute = False
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    status = forms.ChoiceField(
        label=_("Where it stands"),
        help_text=_("The sender sees this with the day."),
        error_messages={
            "required": _("Choose where it stands."),
            "invalid_choice": _("A tip that stands where this one does cannot move there."),
        },
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"was": now}})
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),  # nothing is preselected: a press by mistake moves nothing
            *((to.value, to.label) for to in goals_from(now)),
        ]


class CloseForm(OnceForm):
    """Why a tip is closed."""

    was = forms.CharField(widget=forms.HiddenInput, max_length=10)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.ChoiceField(
        label=_("Why is it closed?"),
        widget=forms.RadioSelect(attrs={"data-key": "close"}),  # see static/inbox.js
        error_messages={
            "required": _("Choose why it is closed."),
            "invalid_choice": _("Choose one of the reasons shown."),
        },
    )
    text = why_field(_("In your own words"), required=None)

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in moves_from(now) if row.because is not None]
        two_people = _("(a second member has to agree)")
        self._needs_words = {row.because.value for row in rows if row.because and row.two_people}
        self.fields["because"].choices = [  # type: ignore[attr-defined]
            (
                row.because.value,
                f"{row.because.label} {two_people if row.two_people else ''}".strip(),
            )
            for row in rows
            if row.because
        ]

    def clean(self) -> dict[str, Any]:
        """Who has to agree has to know why."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("because") in self._needs_words and not said.get("text"):
            self.add_error("text", _("Write why: a second member has to agree."))
        return said


class AgreeForm(forms.Form):
    """Yes to a proposal: the number of its entry, and the sender's last entry that was seen."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RefuseForm(OnceForm):
    """No to a proposal, or taking back one's own."""

    by = forms.IntegerField(widget=forms.HiddenInput)
    text = why_field(_("Why not?"), required=None)


class UrgencyForm(OnceForm):
    """How urgent a tip is, and why."""

    was = forms.CharField(widget=forms.HiddenInput, max_length=10)
    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        widget=forms.RadioSelect,
        choices=[
            (urgency.value, urgency.label)
            for urgency in Report.Urgency
            if urgency is not Report.Urgency.UNSET
        ],
        error_messages={
            "required": _("Choose how urgent it is."),
            "invalid_choice": _("Choose one of those shown."),
        },
    )
    text = why_field(_("Why?"), required=_("Write why."))


class DangerForm(OnceForm):
    """How a danger was dealt with."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = why_field(_("How was it dealt with?"), required=_("Write how it was dealt with."))


class AssigneeForm(forms.Form):
    """Who works on a tip, among those who hold the agency's keys."""

    use_required_attribute = False
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    assignee = forms.ChoiceField(
        label=_("Who works on it"),
        required=False,
        error_messages={"invalid_choice": _("Choose somebody from the list.")},
    )

    def __init__(
        self, *args: Any, members: Collection[User], away: Collection[int] = (), **kwargs: Any
    ) -> None:
        """`away`: the numbers of the accounts of those who do not work today."""
        super().__init__(*args, **kwargs)
        self._members = {member.username: member for member in members}
        self.fields["assignee"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *(
                (name, _("%s (away)") % m.full_name if m.pk in away else m.full_name)
                for name, m in self._members.items()
            ),
        ]

    def clean_assignee(self) -> User | None:
        """The account; None for nobody."""
        return self._members.get(self.cleaned_data["assignee"])


class HandOverForm(AssigneeForm, OnceForm):
    """Who takes a tip over, and what they should know."""

    text = why_field(_("What should they know?"), required=None)
    field_order = ("assignee", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].label = _("Who takes it over?")
        self.fields["assignee"].widget.attrs["data-key"] = "assign"  # see static/inbox.js
        self.fields["assignee"].required = True
        self.fields["assignee"].error_messages["required"] = _("Choose somebody from the list.")


class LabelsForm(forms.Form):
    """The labels of a tip, based on those that it had when the form was shown."""

    use_required_attribute = False
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)
    labels = forms.MultipleChoiceField(
        label=_("Labels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose labels from the list.")},
    )

    def __init__(
        self, *args: Any, known: Collection[Label], carried: Collection[str] = (), **kwargs: Any
    ) -> None:
        offered = [label for label in known if not label.retired or label.pk in carried]
        initial = {"shown": " ".join(sorted(carried)), "labels": list(carried)}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["labels"].choices = [(label.pk, label.name) for label in offered]  # type: ignore[attr-defined]
