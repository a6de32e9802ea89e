"""The forms on which leads change the questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from reports.models import QuestionSetting
from reports.questions.changes import THE_QUESTION, may_be_off, may_retire
from reports.questions.kinds import Question
from reports.sounds import LARGEST

_LONGEST_LABEL = 200  # characters
_LONGEST_HINT = 300  # characters


@dataclass(frozen=True)
class Group:
    """Fields that belong together: of one language, or of one option."""

    title: Any
    fields: list[BoundField]
    code: str = ""


class QuestionForm(forms.Form):
    """Whether a question and its options are asked, and in which words.

    The fields hold the words of now. Words that are the original ones, or that were emptied, are
    not kept: a later release may word them better.
    """

    use_required_attribute = False

    def __init__(self, question: Question, setting: QuestionSetting, data: Any = None) -> None:
        super().__init__(data)
        self.question = question
        self.setting = setting
        self._switchable = may_retire(question)
        if may_be_off(question):
            self.fields["asked"] = _box(_("Ask this question"), checked=not setting.off)
        for language, _name in settings.LANGUAGES:
            self._add_words(language, THE_QUESTION, question.label, with_hint=True)
        for code, label in question.options:
            if code in self._switchable:
                self.fields[f"offered-{code}"] = _box(
                    _("Offer this answer"), checked=code not in setting.options_off
                )
            for language, _name in settings.LANGUAGES:
                self._add_words(language, code, label, with_hint=False)

    def _add_words(self, language: str, code: str, label: Any, *, with_hint: bool) -> None:
        kept = self.setting.words.get(language, {}).get(code, {})
        name = dict(settings.LANGUAGES)[language]
        self.fields[f"label-{code}-{language}"] = _line(
            _("Question") if with_hint else name,
            kept.get("label") or _in(language, label),
            longest=_LONGEST_LABEL,
            language=language,
        )
        if with_hint:
            self.fields[f"hint-{code}-{language}"] = _line(
                _("Hint"),
                kept.get("hint") or _in(language, self.question.hint),
                longest=_LONGEST_HINT,
                language=language,
            )

    def languages(self) -> Iterator[Group]:
        """The words of the question itself, by language."""
        for language, name in settings.LANGUAGES:
            yield Group(name, [self[f"label--{language}"], self[f"hint--{language}"]])

    def answers(self) -> Iterator[Group]:
        """The options: whether each is offered, and its words by language."""
        for code, label in self.question.options:
            box = [self[f"offered-{code}"]] if f"offered-{code}" in self.fields else []
            words = [self[f"label-{code}-{language}"] for language, _name in settings.LANGUAGES]
            yield Group(label, [*box, *words], code)

    def clean(self) -> dict[str, Any]:
        """Refuses a question without an answer left to choose."""
        cleaned = super().clean() or self.cleaned_data
        if self._switchable and set(self.options_off) == self._switchable:
            raise forms.ValidationError(_("Leave at least one answer, or ask no such question."))
        return cleaned

    @property
    def off(self) -> bool:
        """Whether the question is not to be asked."""
        return not self.cleaned_data.get("asked", True)

    @property
    def options_off(self) -> list[str]:
        """The codes of the options that are not to be offered."""
        return [
            code
            for code, _label in self.question.options
            if code in self._switchable and not self.cleaned_data.get(f"offered-{code}")
        ]

    @property
    def words(self) -> dict[str, dict[str, dict[str, str]]]:
        """The words that are not the original ones."""
        found = {language: dict(self._words_of(language)) for language, _name in settings.LANGUAGES}
        return {language: words for language, words in found.items() if words}

    def _words_of(self, language: str) -> Iterator[tuple[str, dict[str, str]]]:
        originals = [(THE_QUESTION, self.question.label), *self.question.options]
        for code, label in originals:
            words = {
                "label": self._new(f"label-{code}-{language}", _in(language, label)),
                "hint": self._new(f"hint-{code}-{language}", _in(language, self.question.hint)),
            }
            if any(words.values()):
                yield code, words

    def _new(self, name: str, original: str) -> str:
        written = str(self.cleaned_data.get(name, ""))
        return "" if written == original else written


def _in(language: str, words: Any) -> str:
    with translation.override(language):
        return str(words)


def _box(label: Any, *, checked: bool) -> forms.Field:
    return forms.BooleanField(label=label, required=False, initial=checked)


def _line(label: Any, words: str, *, longest: int, language: str) -> forms.Field:
    too_long = _("This is too long.")
    return forms.CharField(
        label=label,
        required=False,
        initial=words,
        max_length=longest,
        error_messages={"max_length": too_long},
        widget=forms.TextInput(attrs={"lang": language, "dir": "auto", "autocomplete": "off"}),
    )


class SoundForm(forms.Form):
    """A recording of a question in one language."""

    use_required_attribute = False
    language = forms.ChoiceField(
        label=_("Language of the recording"),
        choices=settings.LANGUAGES,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose one of the languages shown."),
        },
    )
    sound = forms.FileField(
        label=_("Recording"),
        help_text=_("MP3, Ogg Opus, M4A or AAC. At most 300 kB: about 30 seconds of speech."),
        error_messages={
            # A file far over the limit is not read at all, as if none had been chosen.
            "required": _("Choose a recording of at most 300 kB."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a recording of at most 300 kB."),
        },
    )

    def clean_sound(self) -> bytes:
        """The bytes of the recording."""
        uploaded = self.cleaned_data["sound"]
        if uploaded.size > LARGEST:
            raise forms.ValidationError(_("This recording is larger than 300 kB."))
        return bytes(uploaded.read())
