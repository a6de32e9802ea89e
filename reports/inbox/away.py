"""When members are away: their own page, and what others see of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts import audit
from accounts.gate import needs
from accounts.models import User
from accounts.request import member_of
from accounts.roles import KEY_HOLDERS, Role
from accounts.trust import members_of
from accounts.unlocked import Unlocked
from reports.models import Away

_AT_ONCE = 50  # periods of one person that are not over


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2026-12-31."),
        },
    )


class AwayForm(forms.Form):
    """From which day to which."""

    use_required_attribute = False
    first = _day(gettext_lazy("First day away"))
    last = _day(gettext_lazy("Last day away"))

    def clean(self) -> dict[str, Any]:
        """The days do not cross, and are not over."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day cannot be before the first."))
        elif last and last < timezone.localdate():
            self.add_error("last", _("This day is over. Choose today or a later day."))
        return said


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """One's own absences, and those of the other members."""
    member = member_of(request)
    form = AwayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if add_away(member, **form.cleaned_data):
            messages.success(request, _("Saved. You get no notices on these days."))
            return redirect("inbox_away")
        form.add_error(None, _("That is more than can be kept. Remove some first."))
    periods = Away.objects.not_over(timezone.localdate()).select_related("member")
    context = {
        "form": form,
        "own": [period for period in periods if period.member == member.user],
        "others": [
            period
            for period in periods.filter(member__in=_colleagues(member))
            if period.member != member.user
        ],
    }
    return render(request, "inbox/away.html", context)


@needs(Role.TRIAGE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an absence of one's own back. Raises Http404."""
    member = member_of(request)
    period = get_object_or_404(Away, pk=pk, member=member.user)
    remove_away(member, period)
    messages.success(request, _("Removed."))
    return redirect("inbox_away")


@transaction.atomic
def add_away(member: Unlocked, *, first: date, last: date) -> bool:
    """Keeps that a member is away. False when they have very many periods already."""
    if Away.objects.not_over(timezone.localdate()).filter(member=member.user).count() >= _AT_ONCE:
        return False
    Away.objects.get_or_create(member=member.user, first=first, last=last)
    user = member.user
    audit.record("away.added", by=user, target=f"user/{user.username}")
    return True


@transaction.atomic
def remove_away(member: Unlocked, period: Away) -> None:
    """The member is there on these days after all."""
    period.delete()
    user = member.user
    audit.record("away.removed", by=user, target=f"user/{user.username}")


def back_on(people: Iterable[User], today: date) -> dict[int, date]:
    """Until which day each of these people is away, of those who are today; by one query."""
    found = Away.objects.on(today).filter(member__in=list(people)).order_by("last")
    return {period.member_id: period.last for period in found}


def _colleagues(member: Unlocked) -> list[int]:
    return [
        grant.user_id
        for agency in {grant.agency for grant in member.signed_grants}
        for grant in members_of(agency)
        if grant.role in KEY_HOLDERS
    ]
