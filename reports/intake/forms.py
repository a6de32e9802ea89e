"""The forms that a sender fills in."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reports.additions import CHOICES
from reports.intake.written import WrittenArea, WrittenField, WrittenLine, as_written
from reports.questions import Kind, Question, Step
from reports.seals import Answers
from vault.errors import MistypedCode
from vault.receipts import parse_code

SHORTEST = 10  # characters of a story
LONGEST = 20_000  # characters of a story or an addition

_QUIET = {"autocomplete": "off", "spellcheck": "false"}
_TOO_LONG = {
    LONGEST: _("This is too long. Write at most 20,000 letters."),
    2_000: _("This is too long. Write at most 2,000 letters."),
    100: _("This is too long. Write at most 100 letters."),
}


def words_field(
    label: Any, hint: Any, *, shortest: int, rows: int, required: Any, longest: int = LONGEST
) -> forms.Field:
    """A field for a text of up to `longest` characters. Without `required` it may stay empty."""
    return WrittenField(
        label=label,
        help_text=hint,
        required=bool(required),
        shortest=shortest,
        longest=longest,
        too_short=_("Write a little more: at least 10 letters."),
        too_long=_TOO_LONG[longest],
        widget=WrittenArea(attrs={**_QUIET, "rows": rows}) if rows > 1 else WrittenLine(_QUIET),
        error_messages={"required": required} if required else None,
    )


def _field(question: Question, chosen: set[str]) -> forms.Field:
    field = _closed_field(question, chosen) if question.kind.closed else _text_field(question)
    if question.sound:
        field.question = question  # type: ignore[attr-defined]
        field.notes_template = "intake/sound.html"  # type: ignore[attr-defined]
    return field


def _hint(question: Question) -> str:
    return f"{question.hint} {question.why}".strip()


def _text_field(question: Question) -> forms.Field:
    return words_field(
        question.label,
        _hint(question),
        shortest=SHORTEST if question.required else 1,
        rows=1 if question.kind is Kind.LINE else 8 if question.required else 4,
        required=_("Tell us what you saw, heard or lived through.") if question.required else None,
        longest=question.longest,
    )


def _closed_field(question: Question, chosen: set[str]) -> forms.Field:
    # What is not offered any more is still shown where somebody chose it and it stays.
    kept = chosen if question.lasting else set()
    choices = [
        (code, label)
        for code, label in question.options
        if code not in question.retired or code in kept
    ]
    unknown_choice = _("Choose one of the answers shown.")
    said: dict[str, Any] = {
        "label": question.label,
        "help_text": _hint(question),
        "required": False,
    }
    match question.kind:
        case Kind.SEVERAL:
            return forms.MultipleChoiceField(
                **said,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": unknown_choice, "invalid_list": unknown_choice},
            )
        case Kind.FROM_LIST:
            return forms.ChoiceField(
                **said,
                choices=[("", _("Choose, or leave empty")), *choices],
                widget=forms.Select(attrs=_QUIET),
                error_messages={"invalid_choice": unknown_choice},
            )
        case _:
            return forms.ChoiceField(
                **said,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": unknown_choice},
            )


class _WrittenForm(forms.Form):
    """A form whose text is taken as written, but for the kind of line ends."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        if data is not None:
            cleaned = data.copy()
            for name, values in data.lists():
                cleaned.setlist(name, [as_written(value) for value in values])
            data = cleaned
        super().__init__(data, **kwargs)


class StepForm(_WrittenForm):
    """The questions of one page.

    An option that was switched off since the page was shown is dropped without a word: a lead's
    change must not stop somebody who is filling in the form.
    """

    def __init__(
        self, step: Step, data: QueryDict | None = None, *, answers: Answers | None = None
    ) -> None:
        if data is not None:
            data = _without_retired(step, data)
        super().__init__(data, initial=answers)
        self.fields = {
            question.code: _field(question, self._chosen(question)) for question in step.questions
        }

    def _chosen(self, question: Question) -> set[str]:
        if self.is_bound:
            return set(self.data.getlist(question.code))  # type: ignore[attr-defined]
        value = self.initial.get(question.code, ())
        return set(value if isinstance(value, list) else [value])

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
        values = {bound.name: bound.data for bound in self}
        return {code: value for code, value in values.items() if value}


def _without_retired(step: Step, data: QueryDict) -> QueryDict:
    left = data.copy()
    for question in step.questions:
        if question.code in left and question.retired and not question.lasting:
            codes = left.getlist(question.code)
            left.setlist(question.code, [c for c in codes if c not in question.retired])
    return left


_MISTYPED = _("A digit is wrong or missing. Look at your code and write it again.")


class CodeForm(_WrittenForm):
    """The receipt code."""

    receipt_code = forms.CharField(
        label=_("Your secret code"),
        help_text=_("20 digits. Spaces do not matter."),
        error_messages={
            "required": _("Write your code."),
            "null_characters_not_allowed": _MISTYPED,
        },
        widget=forms.TextInput(attrs={**_QUIET, "inputmode": "numeric", "class": "mh-code-input"}),
    )

    def clean_receipt_code(self) -> str:
        """The twenty digits."""
        try:
            return parse_code(self.cleaned_data["receipt_code"])
        except MistypedCode:
            raise forms.ValidationError(_MISTYPED) from None


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
