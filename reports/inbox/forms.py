"""The forms of the inbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.roles import KEY_HOLDERS
from accounts.trust import members_of
from reports.inbox.statuses import MOVES
from reports.models import Report


class _MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody who holds the agency's keys."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=User.objects.none(),
            required=False,
            to_field_name="username",
            empty_label=_("Nobody"),
            error_messages={"invalid_choice": _("Choose somebody from the list.")},
            **kwargs,
        )

    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class AssigneeForm(forms.Form):
    """Who works on a tip."""

    use_required_attribute = False
    assignee = _MemberField(label=_("Who works on it"))

    def __init__(
        self, *args: Any, agency: Agency, members: list[User] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        holders = (
            [g.user_id for g in members_of(agency) if g.role in KEY_HOLDERS]
            if members is None
            else [user.pk for user in members]
        )
        self.fields["assignee"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=holders
        ).order_by("full_name")


class LeavingForm(AssigneeForm):
    """Who takes the open tips of somebody who leaves."""

    assignee = _MemberField(label=_("Who takes their tips"))


class StatusForm(forms.Form):
    """Where a tip stands from now on: only the moves that there are."""

    use_required_attribute = False
    status = forms.ChoiceField(
        label=_("Where it stands"),
        help_text=_("The sender sees this with the day."),
        error_messages={
            "required": _("Choose where it stands."),
            "invalid_choice": _("A tip that stands where this one does cannot move there."),
        },
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = MOVES[Report.Status(now)]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),  # nothing is preselected: a press by mistake moves nothing
            *((to.value, to.label) for to in moves),
        ]
