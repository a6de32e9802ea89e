"""Writes what leads changed about the questions where all processes read it."""

import json
from typing import Any

from published.files import write_whole
from reports.models import QuestionSetting, QuestionSound
from reports.questions.published import file_path


def write_questions() -> None:
    """Writes the file from the database. It appears whole, by renaming."""
    write_whole(file_path(), json.dumps(_changes(), ensure_ascii=False, sort_keys=True))


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
