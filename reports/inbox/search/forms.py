"""What is looked for inside the seals. It goes by POST and is kept nowhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.inbox.filters import SEALED, Desk, SealedChosen
from reports.inbox.filters.sealed import LONGEST_WORDS, MOST_WORDS, WORDS, Card
from reports.inbox.search.words import fold


class SearchForm(forms.Form):
    """The sealed filters, as `reports.inbox.filters` declares them, and words in the text."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("Words in the text"),
        help_text=_("All of them have to occur. Accents and capitals do not matter."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "data-key": "search"}
        ),
        error_messages={"max_length": _("Use at most 200 characters.")},
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, one in SEALED.items():
            choices = list(one.choices(desk))
            if choices:
                self.fields[name] = forms.ChoiceField(
                    label=one.label,
                    choices=[("", _("Any")), *choices],
                    required=False,
                    error_messages={"invalid_choice": _("Choose one from the list.")},
                )

    def clean_words(self) -> list[str]:
        """The words, folded, each once."""
        words = list(dict.fromkeys(fold(self.cleaned_data[WORDS]).split()))
        if len(words) > MOST_WORDS:
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
        words: list[str] = self.cleaned_data[WORDS]
        return words

    def matches(self, card: Card) -> bool:
        """Whether a card is what is looked for, words aside: as the sender or as members say."""
        chosen = {name: self.cleaned_data[name] for name in SEALED if self.cleaned_data.get(name)}
        return SealedChosen(chosen).matches(card)
