"""The pages that ask how urgent a tip is, and how a danger was dealt with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.form_page import form_page
from accounts.gate import needs
from accounts.roles import Role
from reports.inbox import urgency
from reports.inbox.stale import last_change, newest_from_sender, somebody
from reports.inbox.tip.acting import OpenTip, is_saved, link_to_tip, sent, with_tip
from reports.inbox.tip.forms import DangerForm, UrgencyForm
from reports.inbox.tip.sight import back_to_tip
from reports.models import Report


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_tip
def set_urgency(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Asks how urgent it is, and why."""
    report = tip.report
    form = UrgencyForm(sent(request), initial=_urgency_of(report))

    def save() -> None:
        said = form.cleaned_data
        urgency.set_urgency(
            tip.member,
            report,
            tip.case,
            was=said["was"],
            to=Report.Urgency(said["urgency"]),
            text=said["text"],
            once=said["once"],
        )

    if form.is_valid() and is_saved(
        tip, form, save, stale=_changed_meanwhile, based_on=_urgency_of
    ):
        messages.success(request, _("Saved."))
        return back_to_tip(request, report)
    return form_page(
        request,
        form,
        title=_("How urgent is it?"),
        button=_("Save"),
        intro=[
            _("Now: %(urgency)s.") % {"urgency": report.get_urgency_display()},
            _("The days by which it is to be read and answered follow."),
        ],
        back=link_to_tip(request, report),
    )


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_tip
def end_danger(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Asks how a danger was dealt with."""
    report = tip.report
    form = DangerForm(sent(request), initial=_seen(report))

    def save() -> None:
        urgency.end_danger(tip.member, report, tip.case, **form.cleaned_data)

    if form.is_valid() and is_saved(tip, form, save, stale=_dealt_with_meanwhile, based_on=_seen):
        messages.success(request, _("Saved. The tip is not marked as danger any more."))
        return back_to_tip(request, report)
    return form_page(
        request,
        form,
        title=_("The danger is dealt with"),
        button=_("Save"),
        intro=[_("If the sender says once more that somebody is in danger, the mark is back.")],
        back=link_to_tip(request, report),
    )


def _urgency_of(report: Report) -> dict[str, str]:
    return {"was": report.urgency}


def _seen(report: Report) -> dict[str, int]:
    return {"seen": newest_from_sender(report)}


def _changed_meanwhile(now: Report) -> str:
    return _("%(name)s changed it to “%(urgency)s” meanwhile. Nothing was changed.") % {
        "name": somebody(last_change(now, "tip.urgency")),
        "urgency": now.get_urgency_display(),
    }


def _dealt_with_meanwhile(now: Report) -> str:
    change = last_change(now, "tip.danger_over")
    return _("%(name)s said so already. Nothing was changed.") % {"name": somebody(change)}
