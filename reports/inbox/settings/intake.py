"""The page on which a lead says from when on the tip form asks to wait."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.form_page import Link, form_page
from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox import services
from reports.inbox.settings.intake_lead import led_intake
from reports.models import IntakeSettings
from reports.thresholds import BOUNDS, Thresholds


def _number(name: str, label: Any, hint: Any) -> forms.IntegerField:
    """A whole number within its bounds."""
    least, most = BOUNDS[name]
    return forms.IntegerField(
        label=label,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        validators=[
            MinValueValidator(least, gettext_lazy("Write %(limit_value)s or more.")),
            MaxValueValidator(most, gettext_lazy("Write %(limit_value)s or less.")),
        ],
        error_messages={
            "required": gettext_lazy("Write a whole number."),
            "invalid": gettext_lazy("Write a whole number."),
        },
    )


class ThresholdsForm(forms.Form):
    """Tips an hour, and seconds."""

    use_required_attribute = False
    wait_from = _number(
        "wait_from",
        gettext_lazy("From how many tips an hour on does every sender wait?"),
        gettext_lazy("A sender in danger never waits."),
    )
    wait_seconds = _number(
        "wait_seconds",
        gettext_lazy("How many seconds does a sender wait?"),
        gettext_lazy("Many have old phones and little time. 20 is enough against most programs."),
    )
    quarantine_from = _number(
        "quarantine_from",
        gettext_lazy("From how many tips an hour on do new tips go to the quarantine?"),
        gettext_lazy("They are kept and can be read there. Tips about danger go to the inbox."),
    )

    def clean(self) -> dict[str, Any]:
        """The quarantine comes after the wait."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("quarantine_from", 0) < said.get("wait_from", 0) and not self.errors:
            self.add_error("quarantine_from", _("Write at least as many as for the wait."))
        return said


@needs(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def intake_settings(request: HttpRequest) -> HttpResponse:
    """The three numbers, for a lead of the agency that takes tips in. Raises Http404 for others."""
    led_intake(request)
    present = IntakeSettings.objects.thresholds()
    form = ThresholdsForm(
        request.POST if request.method == "POST" else None, initial=asdict(present)
    )
    if form.is_valid():
        services.set_thresholds(member_of(request), Thresholds(**form.cleaned_data))
        messages.success(request, _("Saved."))
        return redirect("inbox_intake_settings")
    return form_page(
        request,
        form,
        title=_("When many tips come"),
        button=_("Save"),
        intro=[
            _("A flood of false tips must not hide the true ones."),
            _("These numbers are for the whole site."),
        ],
        back=Link(reverse("inbox_settings"), _("Settings")),
    )
