"""The lead's pages: what the form asks, in which words, and how it sounds."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from reports.inbox.settings import services
from reports.inbox.settings.forms import QuestionForm, SoundForm
from reports.inbox.settings.intake_lead import led_intake
from reports.inbox.settings.state import all_steps, sounds_of
from reports.models import QuestionSetting
from reports.questions import QUESTIONS, Question, questions_now


@needs(Role.LEAD)
@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """What a lead can set."""
    context = {"for_the_site": led_agency(request).takes_tips_in}
    return render(request, "inbox/settings/settings.html", context)


@needs(Role.LEAD)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """All questions by step, and what was changed about each."""
    led_intake(request)
    return render(request, "inbox/settings/questions.html", {"steps": all_steps()})


@needs(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question: whether it is asked, its words and those of its options, its recordings."""
    asked = _question(request, code)
    setting = QuestionSetting.objects.filter(question=code).first()
    form = QuestionForm(
        asked,
        setting or QuestionSetting(question=code),
        request.POST if request.method == "POST" else None,
    )
    if form.is_valid():
        services.change_question(
            asked,
            by=member_of(request).user,
            off=form.off,
            options_off=form.options_off,
            words=form.words,
        )
        messages.success(request, _("Saved. Who opens the form now sees it."))
        return redirect("inbox_question", code=code)
    return _show(request, asked, form, SoundForm())


@needs(Role.LEAD)
@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the original words and options."""
    services.restore_question(_question(request, code), by=member_of(request).user)
    messages.success(request, _("The question has its original words again."))
    return redirect("inbox_question", code=code)


@needs(Role.LEAD)
@require_POST
def add_sound(request: HttpRequest, code: str) -> HttpResponse:
    """Takes a recording."""
    asked = _question(request, code)
    form = SoundForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_sound(
                asked,
                by=member_of(request).user,
                language=form.cleaned_data["language"],
                data=form.cleaned_data["sound"],
            )
        except services.NotPlayable:
            form.add_error("sound", _("This is none of the kinds that phones play. Choose MP3."))
        else:
            messages.success(request, _("The recording is there."))
            return redirect("inbox_question", code=code)
    setting = QuestionSetting.objects.filter(question=code).first()
    unchanged = QuestionForm(asked, setting or QuestionSetting(question=code))
    return _show(request, asked, unchanged, form)


@needs(Role.LEAD)
@require_POST
def remove_sound(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Deletes a recording."""
    asked = _question(request, code)
    services.remove_sound(asked, by=member_of(request).user, language=language)
    messages.success(request, _("The recording is gone."))
    return redirect("inbox_question", code=code)


def _question(request: HttpRequest, code: str) -> Question:
    """A question of the form. Raises Http404 for what is none, and for leads of other agencies."""
    led_intake(request)
    if code not in QUESTIONS:
        raise Http404
    return QUESTIONS[code]


def _show(
    request: HttpRequest, asked: Question, form: QuestionForm, sound_form: SoundForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "question": asked,
        "now": questions_now()[asked.code],
        "question_form": form,
        "sound_form": sound_form,
        # The summary on top shows the errors of the form that was sent.
        "form": sound_form if sound_form.errors else form,
        "sounds": sounds_of(asked.code),
        "changed": QuestionSetting.objects.filter(question=asked.code).exists(),
        "languages": settings.LANGUAGES,
    }
    return render(request, "inbox/settings/question.html", context)
