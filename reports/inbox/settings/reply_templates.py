"""The lead's pages of reply templates: the list, one template, deleting it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from reports.inbox.settings import services
from reports.inbox.writing.placeholders import PLACEHOLDERS, mistake_in
from reports.intake.forms import words_field
from reports.intake.written import as_written
from reports.models import ReplyTemplate
from reports.questions import as_shown

_LONGEST_TEXT = 2_000  # characters


class ReplyTemplateForm(forms.Form):
    """Its name, and its words in each language."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name of the template"),
        help_text=gettext_lazy("Members choose by it. Senders do not see it."),
        max_length=ReplyTemplate.LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Give it a name."),
            "max_length": gettext_lazy("This is too long. Write at most 80 letters."),
        },
    )

    def __init__(self, template: ReplyTemplate | None, data: Any = None) -> None:
        super().__init__(data, initial={"name": template.name if template else ""})
        for code, name in settings.LANGUAGES:
            field = words_field(name, "", shortest=1, rows=6, required=None, longest=_LONGEST_TEXT)
            field.initial = template.texts.get(code, "") if template else ""
            field.widget.attrs["lang"] = code
            self.fields[f"text-{code}"] = field

    def clean(self) -> dict[str, Any]:
        """Refuses placeholders that there are not, and a template without words."""
        cleaned = super().clean() or self.cleaned_data
        for code, _name in settings.LANGUAGES:
            mistake = mistake_in(cleaned.get(f"text-{code}", ""))
            if mistake:
                self.add_error(f"text-{code}", mistake)
        if not self.errors and not self.texts:
            raise forms.ValidationError(_("Write the words in at least one language."))
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        """The words by language, where there are any."""
        said = {
            code: self.cleaned_data.get(f"text-{code}", "") for code, _name in settings.LANGUAGES
        }
        return {code: as_shown(as_written(text)) for code, text in said.items() if text}


@needs(Role.LEAD)
@require_safe
def reply_templates(request: HttpRequest) -> HttpResponse:
    """All templates of the lead's agency, and in which languages each has words."""
    names = dict(settings.LANGUAGES)
    rows = [
        (template, [names[code] for code in template.languages])
        for template in led_agency(request).reply_templates.all()
    ]
    return render(request, "inbox/settings/reply_templates.html", {"rows": rows})


@needs(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def reply_template(request: HttpRequest, template_id: int | None = None) -> HttpResponse:
    """One template, or a new one. Raises Http404 for one of another agency."""
    agency = led_agency(request)
    template = (
        None
        if template_id is None
        else get_object_or_404(ReplyTemplate, agency=agency, pk=template_id)
    )
    form = ReplyTemplateForm(template, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.save_reply_template(
                template,
                agency=agency,
                by=member_of(request).user,
                name=form.cleaned_data["name"],
                texts=form.texts,
            )
        except services.NameTaken:
            form.add_error("name", _("There is a template of this name. Choose another."))
        except ReplyTemplate.DoesNotExist:
            form.add_error(None, _("Somebody deleted this template meanwhile. Copy your words."))
        else:
            messages.success(request, _("The template is saved."))
            return redirect("inbox_reply_templates")
    context = {"form": form, "template": template, "placeholders": PLACEHOLDERS.items()}
    return render(request, "inbox/settings/reply_template.html", context)


@needs(Role.LEAD)
@require_POST
def delete_reply_template(request: HttpRequest, template_id: int) -> HttpResponse:
    """Deletes a template; replies that began with it stay."""
    template = get_object_or_404(ReplyTemplate, agency=led_agency(request), pk=template_id)
    services.delete_reply_template(template, by=member_of(request).user)
    messages.success(request, _("The template is gone."))
    return redirect("inbox_reply_templates")
