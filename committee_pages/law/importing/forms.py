"""What an editor fills in to import a text."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from committee_pages.models import Act, ActVersion

LANGUAGES = (("pt", "Português"), ("tet", "Tetun"))
_NEW = ""


class ImportForm(forms.Form):
    """A text by paste or by file, its language, and the version that it becomes."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "mh-law-text"}),
        help_text=_("Paste the text here, or choose a file below."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Word (DOCX), web page, plain text or Akoma Ntoso. It replaces the text above."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    target = forms.ChoiceField(
        label=_("Where the text goes"), required=False, widget=forms.RadioSelect, initial=_NEW
    )
    in_force_from = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("For a new version. Year, month, day: 2017-01-25"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    in_force_known = forms.BooleanField(
        label=_("A source gives the day on which it came into force"), required=False
    )
    amended_by = forms.CharField(
        label=_("Amended by"),
        required=False,
        max_length=200,
        help_text=_("The act that made this version, as it is cited. Empty for the first."),
    )
    is_extract = forms.BooleanField(
        label=_("The text has only some of the articles"), required=False
    )

    def __init__(self, act: Act, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = list(act.versions.order_by("-in_force_from", "-published_at"))
        target = self.fields["target"]
        assert isinstance(target, forms.ChoiceField)  # noqa: S101 for the types
        target.choices = [
            (_NEW, _("A new version")),
            *((str(version.pk), _name(version)) for version in self.versions),
        ]

    @property
    def version(self) -> ActVersion | None:
        """The version whose text is replaced; None for a new one. Needs a valid form."""
        chosen = self.cleaned_data["target"]
        return next((version for version in self.versions if str(version.pk) == chosen), None)

    def clean(self) -> dict[str, Any]:
        """Adds what the fields cannot see alone: the day of a new version, and that it is new."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("target") == _NEW and not self.errors.get("in_force_from"):
            day = cleaned.get("in_force_from")
            if day is None:
                self.add_error("in_force_from", _("Give the day from which this text holds."))
            elif any(version.in_force_from == day for version in self.versions):
                self.add_error(
                    "in_force_from",
                    _("This act has a version of that day. Choose it above, or give another day."),
                )
        return cleaned


def _name(version: ActVersion) -> str:
    day = date_format(version.in_force_from, "DATE_FORMAT")
    pattern = (
        _("The version of %(day)s, which the public reads")
        if version.is_published
        else _("The draft of %(day)s")
    )
    return str(pattern) % {"day": day}
