"""Who works on a tip: assigning, taking, letting go, handing over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.form_page import form_page
from accounts.gate import needs
from accounts.roles import Role
from reports.inbox import assigning
from reports.inbox.away import back_on
from reports.inbox.stale import Stale, last_change, somebody
from reports.inbox.tip.acting import OpenTip, is_saved, link_to_tip, sent, with_tip
from reports.inbox.tip.forms import AssigneeForm, HandOverForm
from reports.inbox.tip.sight import back_to_tip
from reports.models import Report


@needs(Role.TRIAGE)
@require_POST
@with_tip
def assign(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Says who works on a tip; with one press, that it is oneself or nobody."""
    report = tip.report
    form = AssigneeForm(request.POST, members=tip.member.colleagues(report.epoch.agency))
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return back_to_tip(request, report)
    said = form.cleaned_data
    try:
        assigning.assign(tip.member, report, was=said["was"], to=said["assignee"])
    except Stale:
        messages.error(request, _given_meanwhile(Report.objects.get(pk=report.pk)))
    else:
        messages.success(request, _("Saved."))
    return back_to_tip(request, report)


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_tip
def hand_over(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Asks who takes a tip over, and what they should know."""
    report = tip.report
    members = tip.member.colleagues(report.epoch.agency)
    if request.method != "POST":  # whom a form was meant for may have it by now
        members = [member for member in members if member != report.assignee]
    form = HandOverForm(
        sent(request),
        members=members,
        away=back_on(members, timezone.localdate()),
        initial=_assignee_of(report),
    )

    def save() -> None:
        said = form.cleaned_data
        assigning.hand_over(
            tip.member,
            report,
            tip.case,
            was=said["was"],
            to=said["assignee"],
            text=said["text"],
            once=said["once"],
        )

    if form.is_valid() and is_saved(tip, form, save, stale=_given_meanwhile, based_on=_assignee_of):
        messages.success(request, _("It is handed over."))
        return back_to_tip(request, report)
    return form_page(
        request,
        form,
        title=_("Hand it over"),
        button=_("Hand it over"),
        back=link_to_tip(request, report),
    )


def _assignee_of(report: Report) -> dict[str, str]:
    return {"was": report.assignee.username if report.assignee else ""}


def _given_meanwhile(now: Report) -> str:
    name = somebody(last_change(now, "tip.assigned", "tip.handed_over"))
    if now.assignee is None:
        return _("%(name)s let it go meanwhile. Nothing was changed.") % {"name": name}
    if now.assignee.full_name == name:
        return _("%(name)s took it meanwhile. Nothing was changed.") % {"name": name}
    return _("%(name)s gave it to %(to)s meanwhile. Nothing was changed.") % {
        "name": name,
        "to": now.assignee.full_name,
    }
