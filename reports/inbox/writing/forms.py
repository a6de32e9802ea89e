"""The forms in which members write: for each other, and to the sender."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.unlocked import Unlocked
from reports.inbox.writing.bars import Unbalanced, with_bars
from reports.intake.forms import words_field
from reports.intake.written import WrittenArea, WrittenField, as_written
from reports.models import Report
from reports.questions import as_shown

_LONGEST_VERSION = 40_000  # characters: all answers of a tip, and a translation is longer
_WRITE_SOMETHING = _("Write something first.")


class _MembersForm(forms.Form):
    """A form whose words come out of the page as they went in.

    `once` tells a second press of the button from a second entry.
    """

    use_required_attribute = False
    name = "id"
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: QueryDict | None = None, *, initial: Any = None) -> None:
        super().__init__(
            data, auto_id=f"{self.name}_%s", initial={"once": uuid4().hex, **(initial or {})}
        )
        self.fields["text"].widget.attrs["data-key"] = self.name  # see static/inbox.js

    def clean_text(self) -> str:
        """With one kind of line ends and no null character: pages change those on the way."""
        text = as_written(str(self.cleaned_data["text"])).replace("\r", "\n")
        return as_shown(text)


class NoteForm(_MembersForm):
    """A note that only members read."""

    name = "note"
    text = words_field(
        _("Your note"),
        _("What you found out, what to do next. It cannot be changed or deleted later."),
        shortest=1,
        rows=4,
        required=_WRITE_SOMETHING,
    )


class _SeenForm(_MembersForm):
    """A form whose words are looked at once more before anything is kept.

    `seen` says that just these words were shown to this member on the page before.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def mark(self, member: Unlocked, report: Report) -> str:
        """What only the server can write beside these words."""
        names = sorted(self.cleaned_data.keys() - {"seen"})
        said = "\0".join(str(self.cleaned_data[name]) for name in names)
        value = f"{member.user.pk}/{report.pk}/{said}"
        return salted_hmac(f"reports.inbox.{self.name}", value, algorithm="sha256").hexdigest()

    def was_seen(self, member: Unlocked, report: Report) -> bool:
        """Whether these words are those that the page before showed."""
        return constant_time_compare(self.cleaned_data["seen"], self.mark(member, report))


def _base_field() -> forms.Field:
    """The number of the newest entry of the tip that the member saw when the form was made."""
    broken = _("The page was changed on its way. Copy your words, and open the page anew.")
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), broken),
    )


class ReplyForm(_SeenForm):
    """A message to the sender. It is based on what both have said to each other so far."""

    name = "reply"
    based_on = _base_field()
    text = words_field(
        _("Your message"),
        _("The sender reads this with the code. Other people may see their telephone."),
        shortest=1,
        rows=6,
        required=_WRITE_SOMETHING,
    )


def _version_field(label: Any, hint: Any) -> forms.Field:
    return WrittenField(
        label=label,
        help_text=hint,
        shortest=1,
        longest=_LONGEST_VERSION,
        too_short=_WRITE_SOMETHING,
        too_long=_("This is too long. Write at most 40,000 letters."),
        widget=WrittenArea(attrs={"autocomplete": "off", "spellcheck": "false", "rows": 14}),
        error_messages={"required": _WRITE_SOMETHING},
    )


class TranslationForm(_MembersForm):
    """The words of an entry in another language."""

    name = "translation"
    based_on = _base_field()
    language = forms.ChoiceField(
        label=_("Into which language"),
        choices=lambda: settings.LANGUAGES,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the languages shown.")
        ),
    )
    text = _version_field(
        _("Translation"),
        _("Keep to the words of the sender. What you are not certain of, put in (round brackets)."),
    )


class SharingForm(_SeenForm):
    """The words of an entry, with the passages marked that others must not read."""

    name = "sharing"
    based_on = _base_field()
    text = _version_field(
        _("Words to share"),
        _(
            "Put [[double square brackets]] around each name, number or place that others must "
            "not read. A bar takes its place. What the sender wrote stays as it is."
        ),
    )

    def clean_text(self) -> str:
        """Refuses brackets that do not belong together."""
        text = super().clean_text()
        try:
            with_bars(text)
        except Unbalanced as error:
            raise forms.ValidationError(str(error)) from None
        return text
