"""The lead's page on which working days are promised, and the page of further days off."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.form_page import Link, form_page
from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.deadlines import MOST_DAYS, PROMISES, Promise, rules_in_database
from reports.inbox.settings import deadline_services
from reports.inbox.settings.intake_lead import led_intake
from reports.models import DayOff, Report

_WHOLE = {
    "required": gettext_lazy("Write a whole number."),
    "invalid": gettext_lazy("Write a whole number."),
    "min_value": gettext_lazy("Write %(limit_value)s or more."),
    "max_value": gettext_lazy("Write %(limit_value)s or less."),
}


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=_WHOLE,
    )


class PromisesForm(forms.Form):
    """Two numbers for each urgency."""

    use_required_attribute = False

    def __init__(self, data: Any, promises: dict[str, Promise]) -> None:
        super().__init__(data)
        for urgency, promise in promises.items():
            of = {"urgency": Report.Urgency(urgency).label}
            for name, label, present in (
                (
                    "acknowledge",
                    _("%(urgency)s: working days until it is read"),
                    promise.acknowledge,
                ),
                ("answer", _("%(urgency)s: working days until it is answered"), promise.answer),
            ):
                self.fields[f"{urgency}_{name}"] = _days(label % of)
                self.initial[f"{urgency}_{name}"] = present

    def clean(self) -> dict[str, Any]:
        """A tip is read before it is answered."""
        said: dict[str, Any] = super().clean() or {}
        for urgency in PROMISES:
            read, answered = said.get(f"{urgency}_acknowledge"), said.get(f"{urgency}_answer")
            if read is not None and answered is not None and answered < read:
                self.add_error(f"{urgency}_answer", _("A tip is read before it is answered."))
        return said

    @property
    def promises(self) -> dict[str, Promise]:
        """What was written, once it is valid."""
        said = self.cleaned_data
        return {u: Promise(said[f"{u}_acknowledge"], said[f"{u}_answer"]) for u in PROMISES}


class DayOffForm(forms.Form):
    """A day and why nobody works on it."""

    use_required_attribute = False
    on = forms.DateField(
        label=gettext_lazy("Day"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2026-12-31."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("What day it is"),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Write what day it is."),
            "max_length": gettext_lazy("Write it shorter."),
        },
    )

    def clean_on(self) -> date:
        """Today or later: past days change no deadline any more."""
        on: date = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return on


@needs(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """How many working days are promised for each urgency."""
    led_intake(request)
    form = PromisesForm(
        request.POST if request.method == "POST" else None, dict(rules_in_database().promises)
    )
    if form.is_valid():
        deadline_services.promise(member_of(request), form.promises)
        messages.success(request, _("Saved. It counts for tips from now on."))
        return redirect("inbox_deadlines")
    return form_page(
        request,
        form,
        title=_("Deadlines"),
        button=_("Save"),
        intro=[
            _("Saturdays, Sundays, public holidays and your further days off do not count."),
            _("A tip that nobody assessed counts as medium."),
        ],
        back=Link(reverse("inbox_settings"), _("Settings")),
    )


@needs(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def days_off(request: HttpRequest) -> HttpResponse:
    """The further days off, and a form for one more."""
    led_intake(request)
    form = DayOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        deadline_services.add_day_off(member_of(request), **form.cleaned_data)
        messages.success(request, _("Saved. It counts for tips from now on."))
        return redirect("inbox_days_off")
    coming = DayOff.objects.filter(on__gte=timezone.localdate()).order_by("on")
    return render(request, "inbox/settings/days_off.html", {"form": form, "days": coming})


@needs(Role.LEAD)
@require_POST
def remove_day_off(request: HttpRequest, on: str) -> HttpResponse:
    """Takes a further day off back. Raises Http404 for what is no day."""
    led_intake(request)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Http404 from None
    deadline_services.remove_day_off(member_of(request), day)
    messages.success(request, _("It is a working day again."))
    return redirect("inbox_days_off")
