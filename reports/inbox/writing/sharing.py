"""Making a version of an entry that can leave the inbox: bars stand where names stood."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.unlocked import Unlocked
from reports.inbox.services import record_unusable_key
from reports.inbox.tip.sight import back_to_tip, list_of
from reports.inbox.writing import services
from reports.inbox.writing.bars import BAR, with_bars
from reports.inbox.writing.forms import SharingForm
from reports.inbox.writing.originals import Original, about_an_entry
from vault.errors import Unopenable


@about_an_entry
def sharing(request: HttpRequest, member: Unlocked, original: Original) -> HttpResponse:
    """The words to mark, then the same with bars, then it is kept. The original never changes."""
    if request.method != "POST":
        return _show(request, original, _form(original))
    form = SharingForm(request.POST)
    pressed = request.POST.get("go", "")
    if not form.is_valid() or pressed == "change":
        return _show(request, original, form)
    if pressed != "keep":
        return _preview(request, member, original, form)
    if not form.was_seen(member, original.report):
        return _preview(request, member, original, form, unseen=True)
    return _keep(request, member, original, form)


def _keep(
    request: HttpRequest, member: Unlocked, original: Original, form: SharingForm
) -> HttpResponse:
    said = form.cleaned_data
    try:
        services.add_redaction(
            member,
            original.report,
            of=original.number,
            text=with_bars(said["text"]),
            once=said["once"],
            based_on=said["based_on"],
        )
    except services.WrittenMeanwhile as error:
        newer = error.newer
        kept = request.POST.copy()
        kept["based_on"] = str(newer["number"])
        form = SharingForm(kept)
        form.add_error("text", _("Somebody kept a version meanwhile. Both texts are here."))
        return _show(request, original, form, newer=newer)
    except Unopenable:
        record_unusable_key(member)
        form.add_error("text", _("It was not kept: keys do not open. Keep a copy."))
        return _show(request, original, form)
    messages.success(request, _("The version for sharing is kept."))
    return back_to_tip(request, original.report, at=f"entry-{original.number}")


def _form(original: Original) -> SharingForm:
    """Begun with the newest version, else with the words of the entry."""
    newest = original.shown.sharing
    text = newest.text if newest else original.words
    return SharingForm(initial={"based_on": original.newest, "text": text})


def _show(
    request: HttpRequest,
    original: Original,
    form: SharingForm,
    *,
    newer: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "report": original.report,
        "original": original,
        "form": form,
        "newer": newer,
        "kept": list_of(request),
    }
    return render(request, "inbox/tip/sharing.html", context)


def _preview(
    request: HttpRequest,
    member: Unlocked,
    original: Original,
    form: SharingForm,
    *,
    unseen: bool = False,
) -> HttpResponse:
    said = form.cleaned_data
    text = with_bars(said["text"])
    context = {
        "report": original.report,
        "original": original,
        "text": text,
        "bars": text.count(BAR),
        "said": said,
        "seen": form.mark(member, original.report),
        "unseen": unseen,
        "kept": list_of(request),
    }
    return render(request, "inbox/tip/sharing_preview.html", context)
