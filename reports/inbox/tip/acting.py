"""What the pages share on which a member does something with one tip."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_page import Link
from accounts.request import member_of
from accounts.unlocked import Unlocked
from reports.inbox import reading, services
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


class OnceForm(forms.Form):
    """A form that is saved once, however often its button is pressed."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid4().hex)


def is_saved(tip: OpenTip, form: forms.Form, save: Callable[[], Any], *, stale: str) -> bool:
    """Saves a form. False, and the form says why and keeps its words, when that does not do.

    `stale` is what it says when somebody changed meanwhile what it was based on.
    """
    try:
        save()
    except SenderWrote:
        form.add_error(None, sender_wrote())
    except Stale:
        form.add_error(None, stale)
    except Unopenable:
        services.record_unusable_key(tip.member)
        form.add_error(None, does_not_open())
    return not form.errors


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
