"""Recordings of the questions: how large, and of which kind."""

from published import sound_kinds
from reports.models import QuestionSound

LARGEST = 300_000  # bytes


def kind_of(data: bytes) -> QuestionSound.Kind | None:
    """The kind; None for what is none of those that browsers play."""
    kind = sound_kinds.kind_of(data)
    return QuestionSound.Kind(kind.value) if kind else None
