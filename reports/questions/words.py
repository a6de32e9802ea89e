"""Answers and messages as their reader sees them."""

from reports.questions.kinds import Question


def as_shown(text: str) -> str:
    """A text with a sign for null characters, which no page can hold. Nothing else is changed."""
    return text.replace("\0", "\u2400")


def in_words(question: Question, value: str | list[str]) -> list[str]:
    """An answer as its reader sees it, in the active language; empty when there is none."""
    chosen = value if isinstance(value, list) else [value] if value else []
    labels = dict(question.options)
    return [as_shown(str(labels.get(code, code))) for code in chosen]
