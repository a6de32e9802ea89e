"""The forms of the inbox."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.roles import KEY_HOLDERS
from accounts.trust import members_of


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


class OnceForm(forms.Form):
    """A form that is saved once, however often its button is pressed."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid4().hex)


class LeavingForm(forms.Form):
    """Who takes the open tips of somebody who leaves."""

    use_required_attribute = False
    assignee = _MemberField(label=_("Who takes their tips"))

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
