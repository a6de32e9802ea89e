"""The digits of a receipt code as words, to be read out.

Data and no translations: a digit read wrong costs somebody their tip, so that these words are not
left to a catalogue that may lack one.
"""

from dataclasses import dataclass

from django.utils.translation import get_language, get_language_info

from vault.receipts import grouped

WORDS: dict[str, tuple[str, ...]] = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "pt": ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    "tet": ("zero", "ida", "rua", "tolu", "haat", "lima", "neen", "hitu", "ualu", "sia"),
}
_HEARD_AS: dict[str, tuple[str, ...]] = {"tet": ("pt", "id")}
"""Whose voices read for a language that hardly any telephone speaks."""


@dataclass(frozen=True)
class Reading:
    """A code in the words of a language. `name` is the language's own name for itself.

    `other` says that it is not the language of the page.
    """

    language: str
    name: str
    groups: tuple[str, ...]
    other: bool

    @property
    def text(self) -> str:
        """All of it, with a pause after each group."""
        return ". ".join(self.groups)


@dataclass(frozen=True)
class ReceiptWords:
    """How a code is read out: in words on the page, and by the voices of the telephone itself."""

    written: Reading
    aloud: tuple[Reading, ...]


def receipt_words(code: str) -> ReceiptWords:
    """The code in the page's language, and in those in which a telephone may read it aloud."""
    page = get_language() or "en"
    page = page if page in WORDS else "en"
    languages = (page, *_HEARD_AS.get(page, ()))
    readings = tuple(_reading(code, language, page) for language in languages)
    return ReceiptWords(written=readings[0], aloud=readings)


def _reading(code: str, language: str, page: str) -> Reading:
    words = WORDS[language]
    return Reading(
        language=language,
        name=get_language_info(language)["name_local"],
        groups=tuple(" ".join(words[int(digit)] for digit in group) for group in grouped(code)),
        other=language != page,
    )
