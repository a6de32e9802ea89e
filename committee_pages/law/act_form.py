"""The form in which editors write down an act."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from home.words_form import WordsForm


class ActForm(WordsForm):
    """One title at most for each language, and a number as acts have them."""

    words: ClassVar[str] = "titles"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].error_messages["invalid"] = _(
            "Write the number alone, such as 3, or with its letter, such as 3-A."
        )
