"""The reply box of a tip, empty or begun with a template that the member picked."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from reports.inbox.writing.forms import ReplyForm
from reports.inbox.writing.placeholders import GAP, filled
from reports.models import ReplyTemplate, Report


@dataclass(frozen=True)
class Templates:
    """What can be picked, the box, and what there is to say about the words in it."""

    all: list[ReplyTemplate]
    form: ReplyForm
    picked: int | None = None
    notes: tuple[str, ...] = ()


def reply_from_template(
    request: HttpRequest,
    report: Report,
    written: ReplyForm | None,
    *,
    templates: list[ReplyTemplate],
    based_on: int,
) -> Templates:
    """The box with what the member wrote, else with the template that the address names.

    `templates` are those of the agency, read without their words. `based_on` is the newest entry of
    the conversation on the page. What a member wrote stays based on what it was: what came
    meanwhile is shown to them before it is sent.
    """
    wanted = request.GET.get("template", "")
    base = {"based_on": based_on}
    if written is not None or not wanted:
        return Templates(templates, written or ReplyForm(initial=base))
    known = next((one for one in templates if str(one.pk) == wanted), None)
    template = known and ReplyTemplate.objects.filter(pk=known.pk).first()
    if template is None:
        gone = _("This template is not there any more. Choose another.")
        return Templates(templates, ReplyForm(initial=base), notes=(gone,))
    words, language = template.words_in(report.language)
    # The number around each page, which is the same in all languages.
    hotline = render_to_string("inbox/hotline.txt", request=request).strip()
    text = filled(words, report, language=language, hotline=hotline)
    notes: list[str] = []
    if language != report.language:
        notes.append(
            _("This template has no words in %(wanted)s yet. These are in %(language)s.")
            % {"wanted": _name(report.language), "language": _name(language)}
        )
    if GAP in text:
        notes.append(_("No hotline is published: write its number into the gap, or take it out."))
    form = ReplyForm(initial={**base, "text": text})
    return Templates(templates, form, template.pk, tuple(notes))


def _name(language: str) -> str:
    """How a language calls itself."""
    return str(get_language_info(language)["name_local"]) if language else ""
