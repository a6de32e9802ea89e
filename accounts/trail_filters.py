"""What the auditor looks for in the trail: one form for the list and for the export."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit_actions import ACTIONS
from accounts.models import AuditEvent, User
from accounts.models.audit import AuditEventQuerySet

NOBODY = "-"
"""Stands for nobody signed in, where "" stands for everybody."""
_WRITE_A_DAY = _("Write a day as year-month-day, such as 2026-11-24.")
# Outside these a moment in Dili is none in UTC, and databases refuse it.
_FIRST_DAY, _LAST_DAY = date(1970, 1, 1), date(2999, 12, 31)


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        validators=[
            MinValueValidator(_FIRST_DAY, _WRITE_A_DAY),
            MaxValueValidator(_LAST_DAY, _WRITE_A_DAY),
        ],
        error_messages={"invalid": _WRITE_A_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class TrailFilter(forms.Form):
    """The filters; all empty means the whole trail. Costs one query, for the names."""

    person = forms.ChoiceField(
        label=_("Person"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the people shown.")},
    )
    action = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the actions shown.")},
    )
    object = forms.CharField(
        label=_("Object"),
        help_text=_("As the list shows it, such as user/lead."),
        required=False,
        max_length=120,
        error_messages={"max_length": _("That is longer than the name of any object.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    since = _day_field(_("From day"))
    until = _day_field(_("To day"))
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = User.objects.order_by("username").values_list("username", flat=True)
        _choices(self, "person").choices = [
            ("", _("Everybody")),
            (NOBODY, _("Nobody signed in")),
            *((name, name) for name in names),
        ]
        actions = sorted(ACTIONS.items(), key=lambda action: str(action[1]))
        _choices(self, "action").choices = [("", _("Everything")), *actions]

    def clean(self) -> dict[str, Any]:
        """Raises an error at the second day when it is before the first."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one."))
        return given

    def events(self) -> AuditEventQuerySet:
        """The events that were asked for; none while a field is wrong."""
        if not self.is_valid():
            return AuditEvent.objects.none()
        given = self.cleaned_data
        person = {"": None, NOBODY: ""}.get(given["person"], given["person"])
        return AuditEvent.objects.all().matching(
            actor=person,
            action=given["action"],
            target=given["object"],
            since=_moment(given["since"], time.min),
            until=_moment(given["until"], time.max),
        )

    def given(self) -> dict[str, str]:
        """The fields that say something, as an address carries them; empty while one is wrong."""
        if not self.is_valid():
            return {}
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


def _choices(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 for mypy
    return field


def _moment(day: date | None, at: time) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, at)) if day else None
