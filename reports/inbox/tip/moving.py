"""Moving a tip to another status, and closing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.form_page import form_page
from accounts.gate import needs
from accounts.roles import Role
from reports.inbox import closing, moving
from reports.inbox.stale import SenderWrote, Stale, last_change, newest_from_sender, somebody
from reports.inbox.tip.acting import (
    OpenTip,
    does_not_open,
    is_saved,
    link_to_tip,
    says_danger,
    sender_wrote,
    sent,
    with_tip,
)
from reports.inbox.tip.forms import AgreeForm, CloseForm, RefuseForm, StatusForm
from reports.inbox.tip.sight import back_to_tip, list_of
from reports.models import Report
from reports.statuses import NoSuchMove, goals_from
from vault.errors import Unopenable


@needs(Role.TRIAGE)
@require_POST
@with_tip
def set_status(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Says where a tip stands. Closing it leads on to the page that asks why."""
    report = tip.report
    form = StatusForm(request.POST, now=report.status)
    was = str(request.POST.get("was", ""))
    if was != report.status:
        messages.error(request, moved_meanwhile(report))
    elif not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    elif form.cleaned_data["status"] == Report.Status.CLOSED:
        return _to_closing(request, report)
    else:
        try:
            moving.move(tip.member, report, was=was, to=form.cleaned_data["status"])
        except (Stale, NoSuchMove):  # somebody else moved it this very moment
            messages.error(request, moved_meanwhile(Report.objects.get(pk=report.pk)))
        else:
            messages.success(request, _("Saved. The sender sees it with the day."))
    return back_to_tip(request, report)


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_tip
def close(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Asks why a tip is closed; where somebody proposed that, shows why and asks yes or no."""
    report = tip.report
    if report.closing_by is not None and request.method != "POST":
        return _show_proposal(request, tip, RefuseForm(initial={"by": report.closing_by.pk}))
    if Report.Status.CLOSED not in goals_from(report.status) and request.method != "POST":
        messages.error(request, _("A tip that stands where this one does cannot move there."))
        return back_to_tip(request, report)
    if closing.is_refused_for_danger(report) and request.method != "POST":
        messages.error(request, says_danger())
        return back_to_tip(request, report)
    # A form that was sent offers what it offered when it was shown, so that its words are kept.
    now = str(request.POST.get("was", "")) or report.status
    form = CloseForm(sent(request), now=now, initial=closing_from(report))
    if form.is_valid():
        done: list[bool] = []

        def save() -> None:
            done.append(closing.close(tip.member, report, tip.case, **form.cleaned_data))

        if is_saved(tip, form, save, stale=moved_meanwhile, based_on=closing_from):
            messages.success(
                request,
                _("Closed. The sender sees it with the day.")
                if done[0]
                else _("A second member has to agree. Until then the tip stays open."),
            )
            return back_to_tip(request, report)
    return form_page(
        request,
        form,
        title=_("Close the tip"),
        button=_("Close"),
        intro=[_("The sender sees that it is closed, and never why.")],
        back=link_to_tip(request, report),
    )


@needs(Role.TRIAGE)
@require_POST
@with_tip
def agree(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Closes a tip as somebody else proposed."""
    form = AgreeForm(request.POST)
    form.is_valid()  # a number that is none names no proposal
    number, seen = (form.cleaned_data.get(name) or 0 for name in ("number", "seen"))
    try:
        closing.agree(tip.member, tip.report, tip.case, number=number, seen=seen)
    except closing.InDanger:
        messages.error(request, says_danger())
    except SenderWrote:
        messages.error(request, sender_wrote())
    except closing.SamePerson:
        messages.error(request, _("Somebody else has to agree. Nothing was changed."))
    except Stale:
        messages.error(request, _no_proposal_now(tip.report))
    except Unopenable:
        messages.error(request, does_not_open())
    else:
        messages.success(request, _("Closed. The sender sees it with the day."))
    return back_to_tip(request, tip.report)


@needs(Role.TRIAGE)
@require_POST
@with_tip
def refuse(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Takes a proposal to close a tip back."""
    form = RefuseForm(request.POST)

    def save() -> None:
        closing.refuse(tip.member, tip.report, tip.case, **form.cleaned_data)

    if form.is_valid() and is_saved(
        tip, form, save, stale=_no_proposal_now, based_on=lambda _now: {}
    ):
        messages.success(request, _("The proposal is taken back. The tip stays open."))
        return back_to_tip(request, tip.report)
    return _show_proposal(request, tip, form)


def _show_proposal(request: HttpRequest, tip: OpenTip, form: RefuseForm) -> HttpResponse:
    report = tip.report
    proposal = closing.proposal_of(report, tip.case)
    agree_form = None
    if proposal is not None and report.closing_by != tip.member.user:
        seen = newest_from_sender(report)
        agree_form = AgreeForm(initial={"number": proposal.number, "seen": seen})
    context: dict[str, Any] = {
        "report": report,
        "proposal": proposal,
        "agree_form": agree_form,
        "form": form,
        "mine": report.closing_by == tip.member.user,
        "back": link_to_tip(request, report),
        "kept": list_of(request),
    }
    return render(request, "inbox/tip/proposal.html", context)


def _to_closing(request: HttpRequest, report: Report) -> HttpResponse:
    answer = back_to_tip(request, report)
    tip, closing_page = (reverse(n, args=[report.pk]) for n in ("inbox_tip", "inbox_close"))
    answer["Location"] = answer["Location"].replace(tip, closing_page)
    return answer


def closing_from(now: Report) -> dict[str, Any]:
    """What a form to close a tip is based on; nothing once it cannot be closed any more."""
    if now.closing_by is not None or Report.Status.CLOSED not in goals_from(now.status):
        return {}
    return {"was": now.status, "seen": newest_from_sender(now)}


def moved_meanwhile(now: Report) -> str:
    """Who moved it, and to where it stands now."""
    if now.status == Report.Status.RECEIVED:  # it was closed, and no member made this move
        return sender_wrote()
    if now.closing_by is not None:
        return _("%(name)s proposed meanwhile to close it. Nothing was changed.") % {
            "name": now.closing_by.full_name
        }
    return _("%(name)s moved it to “%(status)s” meanwhile. Nothing was changed.") % {
        "name": somebody(last_change(now, *moving.EVENTS)),
        "status": now.get_status_display(),
    }


def _no_proposal_now(now: Report) -> str:
    change = last_change(now, *moving.EVENTS, "tip.closing_refused")
    return _(
        "The proposal does not stand any more: %(name)s did something with the tip since. "
        "Nothing was changed."
    ) % {"name": somebody(change)}
