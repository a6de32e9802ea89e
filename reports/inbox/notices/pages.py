"""A member's own notices, and the lead's page: what waits for whom, and what did not go out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit
from accounts.form_page import Link, form_page
from accounts.gate import needs
from accounts.models import Agency, User
from accounts.request import member_of
from accounts.roles import KEY_HOLDERS, Role
from accounts.trust import members_of
from accounts.unlocked import Unlocked
from accounts.views.members import led_agency
from reports.inbox.notices.waiting import danger_waits, waits_for
from reports.models import Notice, NoticeChoice, Report
from reports.models.notice import NoticeQuerySet


class NoticeForm(forms.Form):
    """Where to, and which."""

    use_required_attribute = False
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("It is kept in clear: choose one that may be seen with this site."),
        required=False,
        max_length=200,
        error_messages={
            "invalid": gettext_lazy("Write an address such as name@example.org."),
            "max_length": gettext_lazy("Write a shorter address."),
        },
    )
    at_fixed_hours = forms.BooleanField(
        label=gettext_lazy("At the fixed hours, whether something waits or not"), required=False
    )
    at_danger = forms.BooleanField(
        label=gettext_lazy("When a sender says danger, some minutes later"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Without an address nothing can be sent."""
        said: dict[str, Any] = super().clean() or {}
        wanted = said.get("at_fixed_hours") or said.get("at_danger")
        if wanted and not said.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write the address, or choose no notice."))
        return said


@dataclass(frozen=True)
class Waiting:
    """A member, and whether something waits for them."""

    member: User
    waits: bool
    has_address: bool


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest) -> HttpResponse:
    """Which notices a member gets, and where."""
    member = member_of(request)
    present = NoticeChoice.objects.filter(member=member.user).first()
    initial = {
        "address": present.address if present else "",
        "at_fixed_hours": present.at_fixed_hours if present else False,
        "at_danger": present.at_danger if present else False,
    }
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        choose(member, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("inbox_notices")
    return form_page(
        request,
        form,
        title=_("Notices by mail"),
        button=_("Save"),
        intro=_intro(),
        back=Link(reverse("inbox_tips"), _("All tips")),
    )


def _intro() -> list[str]:
    hours = ", ".join(f"{hour}:00" for hour in settings.NOTICE_HOURS)
    said = [
        _("A notice says only whether something waits. It never says what, and has no link."),
        _("The fixed hours are %(hours)s.") % {"hours": hours},
    ]
    if not settings.MAIL_IS_ON:
        said.append(_("No mail server is set yet: nothing is sent before it is."))
    return said


@needs(Role.LEAD)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """For a lead: whether mail is on, what waits for whom, and which mails are stuck."""
    agency = led_agency(request)
    context = {
        "mail_is_on": settings.MAIL_IS_ON,
        "hours": settings.NOTICE_HOURS,
        "danger": danger_waits(Report.objects.visible_to(member_of(request))),
        "members": _what_waits(agency),
        "stuck": _stuck(agency).select_related("member"),
    }
    return render(request, "inbox/notices/sent.html", context)


def _holders(agency: Agency) -> list[User]:
    return [grant.user for grant in members_of(agency) if grant.role in KEY_HOLDERS]


def _stuck(agency: Agency) -> NoticeQuerySet:
    return Notice.objects.stuck().filter(member__in=_holders(agency))


def _what_waits(agency: Agency) -> list[Waiting]:
    holders = _holders(agency)
    with_address = set(
        NoticeChoice.objects.filter(member__in=holders).values_list("member", flat=True)
    )
    today = timezone.localdate()
    return [Waiting(user, waits_for(user, today), user.pk in with_address) for user in holders]


@needs(Role.LEAD)
@require_POST
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Gives up a mail that is stuck. Raises Http404."""
    notice = get_object_or_404(_stuck(led_agency(request)), pk=pk)
    give_up(member_of(request), notice)
    messages.success(request, _("It is not tried again."))
    return redirect("inbox_sent_notices")


@transaction.atomic
def choose(member: Unlocked, *, address: str, at_fixed_hours: bool, at_danger: bool) -> None:
    """Keeps which notices a member gets; without an address, that they get none."""
    if address:
        NoticeChoice.objects.update_or_create(
            member=member.user,
            defaults={
                "address": address,
                "at_fixed_hours": at_fixed_hours,
                "at_danger": at_danger,
            },
        )
    else:
        NoticeChoice.objects.filter(member=member.user).delete()
        Notice.objects.filter(member=member.user, sent=False).delete()
    user = member.user
    audit.record("notices.chosen", by=user, target=f"user/{user.username}")


@transaction.atomic
def give_up(lead: Unlocked, notice: Notice) -> None:
    """Deletes a mail that does not go out."""
    target = f"user/{notice.member.username}"
    notice.delete()
    audit.record("notice.forgotten", by=lead.user, target=target)
