"""What the pages share on which a member does something with one tip."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_page import Link
from accounts.request import member_of
from accounts.unlocked import Unlocked
from reports.inbox import reading, services
from reports.inbox.closing import InDanger
from reports.inbox.stale import SenderWrote, Stale
from reports.inbox.tip.sight import list_of, visible_tip
from reports.models import Report
from vault.errors import Unopenable
from vault.identity import Identity


@dataclass(frozen=True)
class OpenTip:
    """A tip in the hands of a member who may open it."""

    member: Unlocked
    report: Report
    case: Identity


def with_tip(view: Callable[[HttpRequest, OpenTip], HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives a view the tip that its address names, opened.

    Raises Http404 when this member may not see it, or once it is withdrawn. A tip whose keys do not
    open says so.
    """

    @wraps(view)
    def opened(request: HttpRequest, report_id: UUID, **more: Any) -> HttpResponse:
        member = member_of(request)
        report = visible_tip(request, member, report_id)
        try:
            case = reading.case_of(member, report)
        except Unopenable:
            services.record_damage(member, report)
            return render(request, "inbox/damaged.html", {"report": report})
        try:
            return view(request, OpenTip(member, report, case), **more)
        except Report.DoesNotExist:  # withdrawn this very moment
            raise Http404 from None

    return opened


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def is_saved(
    tip: OpenTip,
    form: forms.Form,
    save: Callable[[], Any],
    *,
    stale: Callable[[Report], str],
    based_on: Callable[[Report], dict[str, Any]],
) -> bool:
    """Saves a form. False when that does not do: the form says why and keeps its words.

    When somebody changed meanwhile what it was based on it says `stale`, and is from then on based
    on what is there now.
    """
    try:
        save()
    except Stale as error:
        now = Report.objects.select_related("assignee", "closing_by").get(pk=tip.report.pk)
        said = _said_of(error) or stale(now)
        form.add_error(None, said)
        data = cast("QueryDict", form.data).copy()
        data.update(based_on(now))
        form.data = data
    except Unopenable:
        services.record_unusable_key(tip.member)
        form.add_error(None, does_not_open())
    return not form.errors


def _said_of(error: Stale) -> str:
    if isinstance(error, InDanger):
        return says_danger()
    return sender_wrote() if isinstance(error, SenderWrote) else ""


def says_danger() -> str:
    """What a member reads who would close a tip of danger now."""
    return _("The sender says danger. Say first how it was dealt with. Nothing was changed.")


def sender_wrote() -> str:
    """What a member reads who decided before the sender's newest words."""
    return _("The sender wrote again. Nothing was changed: read the new words first.")


def does_not_open() -> str:
    """What a member reads whose keys, or those of a part of the tip, do not open."""
    return _("It was not saved: keys do not open. Keep a copy.")


def link_to_tip(request: HttpRequest, report: Report) -> Link:
    """Back to the tip, in the same list."""
    query = list_of(request).urlencode()
    address = reverse("inbox_tip", args=[report.pk])
    return Link(f"{address}?{query}" if query else address, report.reference)
