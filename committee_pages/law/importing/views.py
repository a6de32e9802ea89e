"""The screen where an editor imports a text: paste, preview, correct, accept."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee_pages.law import services
from committee_pages.law.cms.policy import LawPolicy
from committee_pages.law.faults import TextRefused
from committee_pages.law.importing.corrections import boxes, corrected
from committee_pages.law.importing.forms import ImportForm
from committee_pages.law.importing.preview import preview_of
from committee_pages.law.importing.proposals import Proposal, accept
from committee_pages.law.importing.readings import as_shown
from committee_pages.law.importing.sources import Source, source_of
from committee_pages.models import Act

_TEMPLATE = "committee_pages/law/import/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def import_text(request: HttpRequest, act_id: int) -> HttpResponse:
    """The form; with a text its preview; accepted, the way on. Nothing is saved before that."""
    act = get_object_or_404(Act, pk=act_id)
    if not may_import(request.user):
        raise PermissionDenied
    if request.method != "POST":
        chosen = {"language": "pt", "target": request.GET.get("version", "")}
        return _page(request, act, ImportForm(act, initial=chosen))
    form = ImportForm(act, request.POST, request.FILES)
    try:
        source, homeless = _text_of(form)
    except TextRefused as refusal:
        return _refused(request, act, form, "file" if form.files else "text", refusal)
    form = _form_with(act, form, source.text)
    if not form.is_valid():
        return _page(request, act, form)
    return _answer(request, act, form, source, homeless)


def may_import(user: Any) -> bool:
    """Whether somebody may write drafts of the law."""
    return LawPolicy(Act).user_has_permission(user, "change")


def _answer(
    request: HttpRequest, act: Act, form: ImportForm, source: Source, homeless: list[str]
) -> HttpResponse:
    """Saves what was previewed and is accepted; shows the preview of anything else."""
    proposal = _proposal(act, form)
    warning = ""
    try:
        proposal.reading  # noqa: B018 it is read here, so that a refusal has its place
        if "accept" in request.POST:
            with transaction.atomic():
                services.write_alone(act.pk)
                warning = _why_not(request, proposal)
                if not warning:
                    return _saved(request, act, proposal)
    except TextRefused as refusal:
        return _refused(request, act, form, "text", refusal)
    preview = preview_of(proposal)
    with_box = boxes(proposal.reading, proposal.text)
    in_boxes = {id(box.finding) for box in with_box}
    return _page(
        request,
        act,
        form,
        proposal=proposal,
        preview=preview,
        boxes=with_box,
        without_box=[one for one in preview.not_placed if id(one) not in in_boxes],
        remarks=source.remarks,
        homeless=homeless,
        warning=warning,
    )


def _why_not(request: HttpRequest, proposal: Proposal) -> str:
    """A sentence that says why a proposal is not saved yet; empty where it may be."""
    if not proposal.is_sealed_by(request.POST.get("seal", "")):
        return _("Something changed since the preview. Look at it again, then accept.")
    if proposal.left_out and "leave_out" not in request.POST:
        return _("Tick that the lines without a place may be left out, or correct them.")
    return ""


def _refused(
    request: HttpRequest, act: Act, form: ImportForm, field: str, refusal: TextRefused
) -> HttpResponse:
    """The form as it was filled in, with the sentence that says what and where."""
    form.is_valid()
    form.add_error(field, str(refusal))
    return _page(request, act, form)


def _saved(request: HttpRequest, act: Act, proposal: Proposal) -> HttpResponse:
    draft = accept(proposal, by=request.user)
    messages.success(request, _("Saved as a draft. A publisher lets the public read it."))
    return HttpResponseRedirect(reverse("law_version", args=[draft.pk]))


def _text_of(form: ImportForm) -> tuple[Source, list[str]]:
    """The text of the file, else of the text area with the corrections from the small boxes."""
    upload = form.files.get("file")
    if upload is not None:
        source = source_of(upload.read())
        return Source(as_shown(source.text), source.remarks), []
    text, homeless = corrected(as_shown(form.data.get("text", "")), form.data)
    if not text.strip():
        raise TextRefused(_("Paste a text or choose a file."))
    return Source(text), homeless


def _form_with(act: Act, form: ImportForm, text: str) -> ImportForm:
    """The form with this text in its text area, so that the page shows what was read."""
    return ImportForm(act, {**{name: form.data.get(name, "") for name in form.data}, "text": text})


def _proposal(act: Act, form: ImportForm) -> Proposal:
    cleaned = form.cleaned_data
    version = form.version
    new: dict[str, Any] = {}
    if version is None:
        names = ("in_force_known", "amended_by", "is_extract")
        new = {"day": cleaned["in_force_from"], **{name: cleaned[name] for name in names}}
    return Proposal(
        act=act, text=cleaned["text"], language=cleaned["language"], version=version, **new
    )


def _page(request: HttpRequest, act: Act, form: ImportForm, **more: Any) -> HttpResponse:
    context = {"act": act, "form": form, "title": _("Import a text"), **more}
    return render(request, _TEMPLATE, context)
