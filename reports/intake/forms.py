"""The forms that a sender fills in."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reports.additions import CHOICES
from reports.questions import Kind, Question, Step
from reports.seals import Answers
from vault.errors import MistypedCode
from vault.receipts import parse_code

SHORTEST = 10  # characters of a story
LONGEST = 20_000  # characters of a story or an addition

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


def words_field(label: Any, hint: Any, *, shortest: int, rows: int, required: Any) -> forms.Field:
    """A field for a text of up to LONGEST characters."""
    return forms.CharField(
        label=label,
        help_text=hint,
        # Validators and not min_length and max_length: a browser that is told the greatest length
        # cuts off pasted words without a sound.
        validators=[
            MinLengthValidator(shortest, _("Write a little more: at least 10 letters.")),
            MaxLengthValidator(LONGEST, _("This is too long. Write at most 20,000 letters.")),
        ],
        widget=forms.Textarea(attrs={**_QUIET, "rows": rows}),
        error_messages={"required": required},
    )


def _field(question: Question) -> forms.Field:
    choices = list(question.options)
    unknown_choice = {"invalid_choice": _("Choose one of the answers shown.")}
    match question.kind:
        case Kind.TEXT:
            return words_field(
                question.label,
                question.hint,
                shortest=SHORTEST,
                rows=8,
                required=_("Tell us what you saw, heard or lived through."),
            )
        case Kind.ONE:
            return forms.ChoiceField(
                label=question.label,
                help_text=question.hint,
                required=False,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages=unknown_choice,
            )
        case Kind.SEVERAL:
            return forms.MultipleChoiceField(
                label=question.label,
                help_text=question.hint,
                required=False,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={**unknown_choice, "invalid_list": unknown_choice["invalid_choice"]},
            )
        case Kind.FROM_LIST:
            return forms.ChoiceField(
                label=question.label,
                help_text=question.hint,
                required=False,
                choices=[("", _("Choose, or leave empty")), *choices],
                widget=forms.Select(attrs=_QUIET),
                error_messages=unknown_choice,
            )


class _WrittenForm(forms.Form):
    """A form whose text is taken as written, but for null bytes and the kind of line ends."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        if data is not None:
            cleaned = data.copy()
            for name, values in data.lists():
                tidy = [v.replace("\0", "").replace("\r\n", "\n") for v in values]
                cleaned.setlist(name, tidy)
            data = cleaned
        super().__init__(data, **kwargs)


class StepForm(_WrittenForm):
    """The questions of one page."""

    def __init__(
        self, step: Step, data: QueryDict | None = None, *, answers: Answers | None = None
    ) -> None:
        super().__init__(data, initial=answers)
        self.fields = {question.code: _field(question) for question in step.questions}

    @classmethod
    def with_answers(cls, step: Step, answers: Answers) -> "StepForm":
        """The page as if these answers had just been sent, to be checked once more."""
        data = QueryDict(mutable=True)
        for code, value in answers.items():
            data.setlist(code, value if isinstance(value, list) else [value])
        return cls(step, data)

    def answers(self) -> Answers:
        """The valid answers, without those that were left empty."""
        return {code: value for code, value in self.cleaned_data.items() if value}

    def unchecked(self) -> Answers:
        """What stands in the fields, right or wrong, for a page that is left without Continue."""
        values = {bound.name: bound.value() for bound in self}
        return {code: value for code, value in values.items() if value}


class CodeForm(_WrittenForm):
    """The receipt code."""

    receipt_code = forms.CharField(
        label=_("Your secret code"),
        help_text=_("20 digits. Spaces do not matter."),
        error_messages={"required": _("Write your code.")},
        widget=forms.TextInput(attrs={**_QUIET, "inputmode": "numeric", "class": "mh-code-input"}),
    )

    def clean_receipt_code(self) -> str:
        """The twenty digits."""
        try:
            return parse_code(self.cleaned_data["receipt_code"])
        except MistypedCode:
            raise forms.ValidationError(
                _("A digit is wrong or missing. Look at your code and write it again.")
            ) from None


class AdditionForm(_WrittenForm):
    """What a sender adds to their tip. Without a choice it is something more."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        required=False,
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers shown.")},
    )
    text = words_field(
        _("Write to the committee"),
        _("Say it in your own words. Leave out what only you could know."),
        shortest=1,
        rows=6,
        required=_("Write something first."),
    )


class KeptForm(forms.Form):
    """The box on the receipt page."""

    use_required_attribute = False
    kept = forms.BooleanField(
        label=_("I have kept the code in a safe place."),
        error_messages={"required": _("Keep the code first. Nobody can find it again.")},
    )
