"""The page on which a lead keeps the labels of an agency."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import needs
from accounts.models import Agency
from accounts.refusals import record_refused_request
from accounts.request import member_of
from accounts.roles import Role
from accounts.views.members import led_agency
from reports.inbox import labels
from reports.models import Label


class LabelForm(forms.Form):
    """The name of a label."""

    use_required_attribute = False
    name = forms.CharField(
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write a name."),
            "max_length": gettext_lazy("This is too long. Write at most 40 letters."),
        },
    )

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = label


@needs(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def label_settings(request: HttpRequest) -> HttpResponse:
    """All labels; with POST, one more."""
    agency = led_agency(request)
    form = _new_form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            labels.add_label(member_of(request), agency=agency, **form.cleaned_data)
        except labels.NameTaken:
            form.add_error("name", _taken())
        else:
            messages.success(request, _("Saved."))
            return redirect("inbox_label_settings")
    return _show(request, agency, new_form=form)


@needs(Role.LEAD)
@require_POST
def rename(request: HttpRequest, label_id: str) -> HttpResponse:
    """Gives a label another name."""
    label = _label(request, label_id)
    form = _form_of(label, request.POST)
    if form.is_valid():
        try:
            labels.rename_label(member_of(request), label, **form.cleaned_data)
        except labels.NameTaken:
            form.add_error("name", _taken())
        else:
            messages.success(request, _("Saved."))
            return redirect("inbox_label_settings")
    return _show(request, label.agency, renamed=(label, form))


@needs(Role.LEAD)
@require_POST
def use(request: HttpRequest, label_id: str) -> HttpResponse:
    """Takes a label out of use, or brings it back."""
    label = _label(request, label_id)
    labels.retire_label(member_of(request), label, retired=request.POST.get("retired") == "yes")
    messages.success(request, _("Saved."))
    return redirect("inbox_label_settings")


def _label(request: HttpRequest, label_id: str) -> Label:
    """A label of the lead's own agency. Raises Http404."""
    found = Label.objects.filter(agency=led_agency(request), pk=label_id).first()
    if found is None:
        record_refused_request(request, member_of(request).user)
        raise Http404
    return found


def _taken() -> str:
    return _("There is a label of this name.")


def _new_form(data: Any = None) -> LabelForm:
    return LabelForm(data, label=gettext_lazy("A new label"), auto_id="id_new_%s")


def _form_of(label: Label, data: Any = None) -> LabelForm:
    return LabelForm(
        data, label=label.name, initial={"name": label.name}, auto_id=f"id_{label.pk}_%s"
    )


def _show(
    request: HttpRequest,
    agency: Agency,
    *,
    new_form: LabelForm | None = None,
    renamed: tuple[Label, LabelForm] | None = None,
) -> HttpResponse:
    sent = {renamed[0].pk: renamed[1]} if renamed else {}
    new_form = new_form or _new_form()
    context = {
        "labels": [
            (label, sent.get(label.pk) or _form_of(label)) for label in labels.labels_of(agency)
        ],
        "new_form": new_form,
        # The summary on top shows the errors of the form that was sent.
        "form": renamed[1] if renamed else new_form,
    }
    return render(request, "inbox/settings/labels.html", context)
