"""Replying to a sender: what they will see comes first, and nothing is kept in between."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox import services
from reports.inbox.reading import OpenEntry, open_keys, timeline
from reports.inbox.stale import CONVERSATION, WroteMeanwhile, newest_of_conversation
from reports.inbox.tip.page import damaged, show_tip
from reports.inbox.tip.sight import back_to_tip, list_of, tip_to_show
from reports.inbox.writing.forms import ReplyForm
from reports.models import Report
from vault.errors import Unopenable


@needs(Role.TRIAGE)
@require_POST
def reply(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The page that shows a reply as its sender will see it; from there it is sent or changed."""
    member = member_of(request)
    report = tip_to_show(request, member, report_id)
    form = ReplyForm(request.POST)
    pressed = request.POST.get("go", "")
    if not form.is_valid() or pressed == "change":
        return show_tip(request, member, report, reply=form)
    if pressed != "send":
        return _preview(request, member, report, form)
    if not form.was_seen(member, report):
        return _preview(request, member, report, form, unseen=True)
    said = form.cleaned_data
    try:
        services.reply_to_sender(
            member, report, text=said["text"], once=said["once"], based_on=said["based_on"]
        )
    except Report.DoesNotExist:
        raise Http404 from None
    except WroteMeanwhile:
        return _preview(request, member, report, form)
    except Unopenable:
        services.record_unusable_key(member)
        form.add_error("text", _("It was not sent: keys do not open. Keep a copy."))
        return show_tip(request, member, report, reply=form)
    messages.success(request, _("Your reply waits for the sender."))
    return back_to_tip(request, report)


def _preview(
    request: HttpRequest,
    member: Unlocked,
    report: Report,
    form: ReplyForm,
    *,
    unseen: bool = False,
) -> HttpResponse:
    """The reply as its sender will see it, below what was said since the member began to write.

    A reply that is sent from here is based on all of it.
    """
    try:
        newer = _newer(member, report, form.cleaned_data["based_on"])
    except Report.DoesNotExist:
        raise Http404 from None
    except Unopenable:
        return damaged(request, member, report)
    if newer:
        form.cleaned_data["based_on"] = newer[-1].number
    context = {
        "report": report,
        "message": {"text": form.cleaned_data["text"]},
        "newer": newer,
        "today": timezone.localdate(),
        "once": form.cleaned_data["once"],
        "based_on": form.cleaned_data["based_on"],
        "seen": form.mark(member, report),
        "unseen": unseen,
        "kept": list_of(request),
    }
    return render(request, "inbox/tip/reply_preview.html", context)


def _newer(member: Unlocked, report: Report, based_on: int) -> list[OpenEntry]:
    """What was said since, oldest first. To be shown it counts as reading the tip."""
    if newest_of_conversation(report) <= based_on:
        return []
    keys = open_keys(member, report)
    services.record_view(member, report)
    entries = timeline(report, keys, member)
    return [e for e in entries if e.number > based_on and e.kind in CONVERSATION]
