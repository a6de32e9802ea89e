"""What is looked for inside the seals. It goes by POST and is kept nowhere."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.inbox.search.words import fold
from reports.questions import Question, questions_now

_MOST_WORDS = 10


def _choices(question: Question) -> list[tuple[str, Any]]:
    return [("", _("Any")), *question.options]


class SearchForm(forms.Form):
    """The filters of what is sealed: kind, place, minors, label, and words in the text."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("Words"),
        help_text=_("All of them have to occur. Accents and capitals do not matter."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("Use at most 200 characters.")},
    )
    kind = forms.ChoiceField(label=_("What it looks like"), required=False)
    municipality = forms.ChoiceField(label=_("Where it is"), required=False)
    minors = forms.ChoiceField(label=_("Is anyone under 18?"), required=False)
    label = forms.ChoiceField(label=_("Label"), required=False)

    def __init__(self, *args: Any, labels: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = questions_now()
        choices = {
            "kind": _choices(questions["exploitation"]),
            "municipality": _choices(questions["municipality"]),
            "minors": _choices(questions["minors"]),
            "label": [("", _("Any")), *labels],
        }
        for name, values in choices.items():
            field = self.fields[name]
            field.choices = values  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("Choose one from the list.")
        if len(choices["label"]) == 1:
            del self.fields["label"]

    def clean_words(self) -> list[str]:
        """The words, folded, each once."""
        words = list(dict.fromkeys(fold(self.cleaned_data["words"]).split()))
        if len(words) > _MOST_WORDS:
            raise forms.ValidationError(_("Use at most ten words."))
        return words

    def clean(self) -> dict[str, Any]:
        """Refuses a search for nothing: the list shows the same, and opens far fewer tips."""
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Say what to look for: a word, or one of the choices."))
        return self.cleaned_data

    @property
    def words_to_find(self) -> list[str]:
        """The words, folded."""
        words: list[str] = self.cleaned_data["words"]
        return words

    def matches(self, card: dict[str, Any]) -> bool:
        """Whether a card is what is looked for, words aside: as the sender or as members say."""
        wanted = self.cleaned_data
        assessed = card.get("assessed") or {}
        return (
            _is_among(wanted["kind"], card.get("kinds"), assessed.get("kinds"))
            and _is_among(
                wanted["municipality"], [card.get("municipality")], [assessed.get("municipality")]
            )
            and _is_among(wanted["minors"], [card.get("minors")], [assessed.get("minors")])
            and _is_among(wanted.get("label"), card.get("labels"), None)
        )


def _is_among(wanted: str | None, told: list[Any] | None, judged: list[Any] | None) -> bool:
    return not wanted or wanted in (told or []) or wanted in (judged or [])
