"""Text fields that take what somebody wrote exactly, whatever it is made of."""

import re
from typing import Any
from unicodedata import category

from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator

from reports.questions import as_shown

_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def as_written(value: str) -> str:
    """A text with one kind of line ends, and without halves of characters.

    Such halves are no text: they cannot be written out again. No browser sends them.
    """
    return _SURROGATES.sub("\ufffd", value.replace("\r\n", "\n"))


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return all(category(character) in _INVISIBLE for character in text)


class WrittenLine(forms.TextInput):
    """One line. A null character is shown as a sign, and the words run as their script does."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "auto", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return None if value is None else as_shown(str(value))


class WrittenArea(forms.Textarea):
    """Several lines, likewise."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "auto", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return None if value is None else as_shown(str(value))


class WrittenField(forms.Field):
    """A text as it was written, blanks at its ends and null characters included.

    The lengths are checked here and not by the browser: one that is told the greatest length cuts
    off pasted words without a sound.
    """

    def __init__(
        self, *, shortest: int, longest: int, too_short: Any, too_long: Any, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.validators += [
            MinLengthValidator(shortest, too_short),
            MaxLengthValidator(longest, too_long),
        ]

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        return "" if is_blank(text) else text
