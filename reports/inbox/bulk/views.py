"""The pages of a change of several tips: to what, what it would do, and what it did."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import needs
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox.bulk import desk, services
from reports.inbox.bulk.actions import ACTIONS
from reports.inbox.bulk.asked import Asked, Refused, asked, list_address, shown_in
from reports.inbox.bulk.desk import Desk
from reports.inbox.bulk.forms import ReasonForm, ValueForm
from reports.inbox.bulk.plan import plan
from reports.inbox.bulk.record import Left, Record
from reports.models.bulk_undo import BulkUndo


@dataclass(frozen=True)
class _Batch:
    """What one request is about."""

    member: Unlocked
    asked: Asked
    desk: Desk
    back: str
    context: dict[str, Any]


@needs(Role.TRIAGE)
def bulk(request: HttpRequest) -> HttpResponse:
    """From the list: asks to what, then shows what would change and asks why, then does it."""
    if request.method != "POST":
        return redirect("inbox_tips")
    query = request.POST.get("back", "")
    try:
        batch = _batch(request, query)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(list_address(query))
    step = request.POST.get("step", "")
    values = ValueForm(request.POST if step else None, action=batch.asked.action, desk=batch.desk)
    if not values.is_valid():
        return render(request, "inbox/bulk/value.html", {**batch.context, "form": values})
    reasons = ReasonForm(request.POST if step == "confirm" else None)
    if not reasons.is_valid():
        return _preview(request, batch, values.cleaned_data["value"], reasons)
    return _confirmed(request, batch, values.cleaned_data["value"], reasons)


def _batch(request: HttpRequest, query: str) -> _Batch:
    """Raises Refused when there is nothing to go on with."""
    member, ask = member_of(request), asked(request.POST)
    seen = desk.seen(member, ask.tips)
    if len(seen.tips) < len(ask.tips):
        record_refused_request(request, member.user)
    if not seen.tips:
        raise Refused(_("None of the ticked tips is there any more. Nothing was changed."))
    back = list_address(query)
    context = {
        "action": ask.action,
        "tips": seen.tips,
        "missing": len(ask.tips) + ask.strange - len(seen.tips),
        "back": back,
        "query": query,
    }
    return _Batch(member, ask, seen, back, context)


def _preview(
    request: HttpRequest,
    batch: _Batch,
    value: str,
    form: ReasonForm,
    since: list[Left] | None = None,
) -> HttpResponse:
    """What would change. `since` is what changed while an earlier such page was open."""
    lines = plan(batch.desk, batch.asked.action, value)
    context = {
        **batch.context,
        "form": form,
        "value": value,
        "value_words": dict(batch.asked.action.choices(batch.desk))[value],
        "changing": [line for line in lines if not line.refusal],
        "staying": [line for line in lines if line.refusal],
        "since": since or [],
        "once": request.POST.get("once") or uuid4().hex,
    }
    return render(request, "inbox/bulk/preview.html", context)


def _confirmed(
    request: HttpRequest, batch: _Batch, value: str, reasons: ReasonForm
) -> HttpResponse:
    there = {tip.report.pk for tip in batch.desk.tips}
    ticked = set(batch.asked.tips)
    # Those that went since are named; what was never ticked is not taken in.
    shown = {pk: now for pk, now in shown_in(request.POST).items() if pk in there | ticked}
    try:
        pk = services.change(
            batch.member,
            batch.asked.action,
            to=value,
            shown=shown,
            reason=reasons.cleaned_data["reason"],
            once=request.POST.get("once") or uuid4().hex,
        )
    except services.NothingToChange as nothing:
        return _preview(request, batch, value, reasons, nothing.left)
    address, back = reverse("inbox_bulk_done", args=[pk]), batch.back.partition("?")[2]
    return redirect(f"{address}?{back}" if back else address)


@needs(Role.TRIAGE)
@require_safe
def done(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """What a batch changed, with the button that takes it back."""
    member = member_of(request)
    try:
        undo, record = services.undo_of(member, batch_id)
    except services.TooLate:
        return _too_late(request)
    return _outcome(request, member, record, undo)


@needs(Role.TRIAGE)
@require_POST
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Takes a batch back."""
    member = member_of(request)
    try:
        record = services.take_back(member, batch_id)
    except services.TooLate:
        return _too_late(request)
    return _outcome(request, member, record)


def _outcome(
    request: HttpRequest, member: Unlocked, record: Record, undo: BulkUndo | None = None
) -> HttpResponse:
    action = ACTIONS[record.do]
    there = desk.seen(member, [UUID(one.pk) for one in record.changed])
    words = {
        value: action.words(there, value)
        for one in record.changed
        for value in (one.was, one.became)
    }
    context = {
        "changed": [(one, words[one.was], words[one.became]) for one in record.changed],
        "left": record.left,
        "undo": undo,
        "back": list_address(request.META.get("QUERY_STRING", "")),
        "query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "inbox/bulk/done.html", context)


def _too_late(request: HttpRequest) -> HttpResponse:
    context = {"back": list_address(request.META.get("QUERY_STRING", ""))}
    return render(request, "inbox/bulk/too_late.html", context, status=410)
