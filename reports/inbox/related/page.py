"""Looking for tips that may belong to one, and linking them."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.form_page import form_page
from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports import seals
from reports.inbox import services
from reports.inbox.forms import OnceForm
from reports.inbox.listing.neighbours import AT
from reports.inbox.reading import open_keys
from reports.inbox.related import linking
from reports.inbox.related.finding import RelatedFinder
from reports.inbox.related.linking import Relation
from reports.inbox.search.running import Search, stream
from reports.inbox.tip.acting import (
    OpenTip,
    is_saved,
    link_to_tip,
    sender_wrote,
    with_tip,
)
from reports.inbox.tip.forms import why_field
from reports.inbox.tip.moving import closing_from, moved_meanwhile
from reports.inbox.tip.sight import back_to_tip, list_of, visible_tip
from reports.inbox.tracing import texts_from_sender
from reports.models import Report
from reports.statuses import NoSuchMove, goals_from
from vault.errors import Unopenable

_REFUSED: dict[type[Exception], str | Promise] = {
    linking.SameTip: gettext_lazy("A tip cannot be linked with itself."),
    linking.LinkedOtherwise: gettext_lazy(
        "The two are linked otherwise. Take that link away first."
    ),
    linking.IsDuplicate: gettext_lazy("That tip is itself a duplicate. Choose the one it repeats."),
    linking.TooManyLinks: gettext_lazy("One of the two is linked with as many tips as can be."),
    linking.Damaged: gettext_lazy("One of the two does not open, so that nothing was changed."),
    NoSuchMove: gettext_lazy("A tip that stands where this one does cannot be closed."),
}


class _LinkForm(forms.Form):
    other = forms.UUIDField()
    relation = forms.ChoiceField(choices=[(Relation.LINKED, ""), (Relation.MAIN, "")])


class _DuplicateForm(OnceForm):
    """Whether a tip is closed as a duplicate, based on what the page showed of it."""

    other = forms.CharField(widget=forms.HiddenInput, max_length=36)
    relation = forms.CharField(widget=forms.HiddenInput, max_length=10)
    was = forms.CharField(widget=forms.HiddenInput, max_length=10)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = why_field(gettext_lazy("In your own words"), required=None)


class _UnlinkForm(forms.Form):
    other = forms.UUIDField()


@needs(Role.TRIAGE)
@require_POST
def look(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """A page that grows with tips that may belong to this one, each with the reasons."""
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    try:
        keys = open_keys(member, report)
        card = seals.open_card(report, keys.case)
    except Unopenable:
        services.record_damage(member, report)
        return render(request, "inbox/damaged.html", {"report": report})
    kept = list_of(request)
    around = kept.copy()
    around.pop(AT, None)  # it tells where this tip stood, and not where the others stand
    context = {"report": report, "kept": kept, "around": around}
    running = Search(
        request,
        Report.objects.visible_to(member),
        RelatedFinder(report, card, texts_from_sender(report.entries.all(), keys)),
        row="inbox/related/row.html",
        about=f"tip/{report.pk}",
        context=context,
    )
    return stream(request, running, template="inbox/related/running.html", context=context)


@needs(Role.TRIAGE)
@require_POST
@with_tip
def link(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Links the tip with another. To close it as a duplicate of that one asks first."""
    member, report = tip.member, tip.report
    form = _LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a tip, and what it is to this one."))
        return back_to_tip(request, report)
    other = visible_tip(request, member, form.cleaned_data["other"])
    relation = Relation(form.cleaned_data["relation"])
    if relation == Relation.MAIN and not report.is_closed:
        return _close(request, tip, other)
    return _answer(
        request,
        report,
        lambda: linking.link(member, report, other.pk, to=relation),
        _("Linked."),
    )


def _close(request: HttpRequest, tip: OpenTip, other: Report) -> HttpResponse:
    """The page that asks whether to close a tip as a duplicate, or why it is not closed."""
    report = tip.report
    asked = "seen" in request.POST
    why_not = _why_not(report)
    if why_not and not asked:
        messages.error(request, why_not)
        return back_to_tip(request, report)
    first = {"other": other.pk, "relation": Relation.MAIN.value, **closing_from(report)}
    form = _DuplicateForm(request.POST if asked else None, initial=first)

    def save() -> None:
        said = {name: form.cleaned_data[name] for name in ("was", "seen", "text", "once")}
        linking.close_as_duplicate(tip.member, report, other.pk, **said)

    if form.is_valid():
        try:
            saved = is_saved(tip, form, save, stale=_not_now, based_on=closing_from)
        except tuple(_REFUSED) as refused:
            return _refused(request, report, refused)
        if saved:
            messages.success(
                request, _("Linked. This tip is closed, and its sender sees that with the day.")
            )
            return back_to_tip(request, report)
    return form_page(
        request,
        form,
        title=_("Close it as a duplicate of %s") % other.reference,
        button=_("Close"),
        intro=[_("The sender sees that it is closed, and never why.")],
        back=link_to_tip(request, report),
    )


def _why_not(now: Report) -> str:
    """Why a tip is not closed as a duplicate as it stands; empty when it is."""
    if now.danger_now:
        return _("The sender says danger. Say first how it was dealt with. Nothing was changed.")
    if now.has_unread_reply:
        return sender_wrote()
    if now.closing_by is not None:
        return _("A member proposed to close it, and a second one decides.")
    if Report.Status.CLOSED not in goals_from(now.status):
        return str(_REFUSED[NoSuchMove])
    return ""


def _not_now(now: Report) -> str:
    return _why_not(now) or moved_meanwhile(now)


@needs(Role.TRIAGE)
@require_POST
def unlink(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Takes a link away."""
    member = member_of(request)
    report = visible_tip(request, member, report_id)
    form = _UnlinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a tip, and what it is to this one."))
        return back_to_tip(request, report)
    other = form.cleaned_data["other"]
    return _answer(
        request, report, lambda: linking.unlink(member, report, other), _("The link is gone.")
    )


def _answer(
    request: HttpRequest, report: Report, change: Callable[[], None], done: str
) -> HttpResponse:
    try:
        change()
    except Report.DoesNotExist:  # one of them was withdrawn this very moment
        raise Http404 from None
    except tuple(_REFUSED) as refused:
        return _refused(request, report, refused)
    messages.success(request, done)
    return back_to_tip(request, report)


def _refused(request: HttpRequest, report: Report, refused: Exception) -> HttpResponse:
    if isinstance(refused, linking.Damaged):
        services.record_damage(member_of(request), refused.report)
    messages.error(request, str(_REFUSED[type(refused)]))
    return back_to_tip(request, report)
