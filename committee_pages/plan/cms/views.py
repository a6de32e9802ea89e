"""Moving an activity on: the second of two clicks.

Who is not an editor does not get this far: all of the CMS is behind that role.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee_pages.models import Activity
from committee_pages.plan.cms.policy import may_edit
from committee_pages.plan.services import MoveRefused, move_on
from committee_pages.plan.states import State


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, activity_id: int, state: str) -> HttpResponse:
    """Asks whether to move an activity into a state; a POST does it.

    Raises PermissionDenied, and Http404 for what is no activity or no state.
    """
    if not may_edit(request.user):
        raise PermissionDenied
    if state not in State.values:
        raise Http404
    activity = get_object_or_404(Activity.objects.in_full().select_related("plan"), pk=activity_id)
    to = State(state)
    if request.method == "POST":
        try:
            move_on(
                activity=activity,
                to=to,
                seen=_number(request.POST.get("seen")),
                today=timezone.localdate(),
                by=request.user,
            )
        except MoveRefused as fault:
            messages.error(request, str(fault.sentence))
        else:
            messages.success(request, _("“%(activity)s”: %(state)s.") % _said(activity, to))
        return HttpResponseRedirect(_list_of(activity))
    context = {
        "activity": activity,
        "to": to,
        "seen": _number(request.GET.get("seen")),
        "back": _list_of(activity),
        "edit": reverse(Activity.snippet_viewset.get_url_name("edit"), args=[activity.pk]),
        "lacks_evidence": to is State.DONE and not _has_evidence(activity),
    }
    return render(request, "committee_pages/plan/cms/move.html", context)


def _said(activity: Activity, to: State) -> dict[str, str]:
    return {"activity": str(activity), "state": str(to.label)}


def _number(text: str | None) -> int:
    """What the person saw last; without it nothing that can be the last move."""
    return int(text) if text and text.isascii() and text.isdigit() else -1


def _list_of(activity: Activity) -> str:
    name = Activity.snippet_viewset.get_url_name("list")
    return f"{reverse(name)}?plan={activity.plan_id}"


def _has_evidence(activity: Activity) -> bool:
    return bool(activity.evidence_link) or any(text.evidence for text in activity.texts.all())
