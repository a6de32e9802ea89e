"""Keeping a note for members."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox.services import record_unusable_key
from reports.inbox.tip.page import show_tip
from reports.inbox.tip.sight import back_to_tip, tip_to_show
from reports.inbox.writing import services
from reports.inbox.writing.forms import NoteForm
from reports.models import Report
from vault.errors import Unopenable


@needs(Role.TRIAGE)
@require_POST
def note(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keeps what the box for notes says; else the tip's page with the words still in it."""
    member = member_of(request)
    report = tip_to_show(request, member, report_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            services.add_note(member, report, **form.cleaned_data)
        except Report.DoesNotExist:
            raise Http404 from None
        except Unopenable:
            record_unusable_key(member)
            form.add_error("text", _("It was not kept: keys do not open. Keep a copy."))
        else:
            messages.success(request, _("Your note is kept. Only members see it."))
            return back_to_tip(request, report)
    return show_tip(request, member, report, note=form)
