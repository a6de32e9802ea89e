"""The labels of one tip."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import needs
from accounts.roles import Role
from reports.inbox import labels, services
from reports.inbox.tip.acting import OpenTip, does_not_open, with_tip
from reports.inbox.tip.forms import LabelsForm
from reports.inbox.tip.sight import back_to_tip
from vault.errors import Unopenable


@needs(Role.TRIAGE)
@require_POST
@with_tip
def put_labels(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Puts labels on a tip and takes others off."""
    report = tip.report
    shown = str(request.POST.get("shown", "")).split()
    known = labels.labels_of(report.epoch.agency)
    form = LabelsForm(request.POST, known=known, carried=shown)
    if not form.is_valid():
        messages.error(request, _("Choose labels from the list. Nothing was changed."))
        return back_to_tip(request, report)
    try:
        labels.put_labels(
            tip.member, report, tip.case, shown=shown, chosen=form.cleaned_data["labels"]
        )
    except labels.NoSuchLabel:
        messages.error(request, _("Choose labels from the list. Nothing was changed."))
    except Unopenable:
        services.record_damage(tip.member, report)
        messages.error(request, does_not_open())
    else:
        messages.success(request, _("Saved."))
    return back_to_tip(request, report)
