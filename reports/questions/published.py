"""The questions as they are asked now: a lead's changes from a file that is read without a query.

Without the file, or when it is broken, the questions are those that the software brings.
"""

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from reports.questions.built_in import QUESTIONS, STEPS
from reports.questions.changes import (
    UNCHANGED,
    Change,
    Changes,
    Wording,
    reworded,
    with_changes,
)
from reports.questions.kinds import Question, Sound, Step

logger = logging.getLogger(__name__)


def file_path() -> Path:
    """Where the changes lie for all processes."""
    return Path(settings.PUBLISHED_DIR) / "questions.json"


def steps_now() -> tuple[Step, ...]:
    """The steps as a sender sees them now, in the active language."""
    return with_changes(STEPS, _changes(), get_language() or "")


def questions_now() -> dict[str, Question]:
    """All questions, those that are off included, in the words and the language of now."""
    changes, language = _changes(), get_language() or ""
    return {
        code: reworded(question, changes.get(code, UNCHANGED), language)
        for code, question in QUESTIONS.items()
    }


def _changes() -> Changes:
    path = file_path()
    try:
        found = path.stat()
    except OSError:
        return {}
    return _read(path, found.st_mtime_ns, found.st_size, found.st_ino)


@lru_cache(maxsize=1)
def _read(path: Path, *_as_it_is_now: int) -> Changes:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {code: _change(value) for code, value in said.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        logger.exception("The published questions do not read: those of the software are asked.")
        return {}


def _change(value: dict[str, Any]) -> Change:
    return Change(
        off=value["off"] is True,
        options_off=frozenset(value["options_off"]),
        words={
            language: {code: Wording(str(w["label"]), str(w["hint"])) for code, w in words.items()}
            for language, words in value["words"].items()
        },
        sounds={
            language: Sound(str(sound["digest"]), int(sound["size"]))
            for language, sound in value["sounds"].items()
        },
    )
