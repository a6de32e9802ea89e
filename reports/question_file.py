"""Writes what leads changed about the questions where all processes read it."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from reports.models import QuestionSetting, QuestionSound
from reports.questions.published import file_path


def write_questions() -> None:
    """Writes the file from the database. It appears whole, by renaming."""
    _write(file_path(), json.dumps(_changes(), ensure_ascii=False, sort_keys=True))


def _changes() -> dict[str, dict[str, Any]]:
    sounds: dict[str, dict[str, dict[str, Any]]] = {}
    for question, language, digest, size in QuestionSound.objects.values_list(
        "question", "language", "digest", "size"
    ):
        sounds.setdefault(question, {})[language] = {"digest": digest, "size": size}
    settings = {setting.question: setting for setting in QuestionSetting.objects.all()}
    return {
        code: _change(settings.get(code) or QuestionSetting(question=code), sounds.get(code, {}))
        for code in sounds.keys() | settings.keys()
    }


def _change(setting: QuestionSetting, sounds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "off": setting.off,
        "options_off": setting.options_off,
        "words": setting.words,
        "sounds": sounds,
    }


def _write(path: Path, text: str) -> None:
    if path.exists() and path.read_bytes() == text.encode():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    Path(draft).chmod(0o644)  # the other half may run as another user
    Path(draft).replace(path)
