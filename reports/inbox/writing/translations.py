"""Typing the words of an entry in another language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.unlocked import Unlocked
from reports.inbox.services import record_unusable_key
from reports.inbox.tip.sight import back_to_tip, list_of
from reports.inbox.writing import services
from reports.inbox.writing.forms import TranslationForm
from reports.inbox.writing.originals import Original, about_an_entry
from vault.errors import Unopenable


@about_an_entry
def translation(request: HttpRequest, member: Unlocked, original: Original) -> HttpResponse:
    """The original beside the box. `language` in the address begins with the newest translation.

    When somebody else kept one meanwhile, both texts are shown, and the next press keeps.
    """
    newer: dict[str, Any] | None = None
    form = _form(request, original)
    if form.is_valid():
        try:
            services.add_translation(
                member, original.report, of=original.number, **form.cleaned_data
            )
        except services.WrittenMeanwhile as error:
            newer = error.newer
            form = _after(request, newer)
        except Unopenable:
            record_unusable_key(member)
            form.add_error("text", _("It was not kept: keys do not open. Keep a copy."))
        else:
            messages.success(request, _("The translation is kept."))
            return back_to_tip(request, original.report, at=f"entry-{original.number}")
    context = {"original": original, "form": form, "newer": newer, "kept": list_of(request)}
    context["report"] = original.report
    return render(request, "inbox/tip/translation.html", context)


def _form(request: HttpRequest, original: Original) -> TranslationForm:
    if request.method == "POST":
        return TranslationForm(request.POST)
    language = request.GET.get("into", "")
    there = {version.language: version.text for version in original.shown.translations}
    return TranslationForm(
        initial={
            "based_on": original.newest,
            "language": language if language in there else _probable(original),
            "text": there.get(language, ""),
        }
    )


def _probable(original: Original) -> str:
    """The language that the member reads, unless the tip is written in it."""
    others = [code for code, _name in settings.LANGUAGES if code != original.report.language]
    reads = get_language()
    return reads if reads in others else others[0]


def _after(request: HttpRequest, newer: dict[str, Any]) -> TranslationForm:
    """The same words, now based on the one that came meanwhile."""
    kept = request.POST.copy()
    kept["based_on"] = str(newer["number"])
    again = TranslationForm(kept)
    again.add_error("text", _("Somebody kept a translation meanwhile. Both texts are here."))
    return again
