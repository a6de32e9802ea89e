"""Writes what a lead changed, as the portal itself writes it, without a lead."""

import json
from pathlib import Path
from typing import Any

from reports.questions.published import file_path


def publish(**changes: dict[str, Any]) -> Path:
    """Publishes changes by the code of their question; what is left out is unchanged."""
    unchanged = {"off": False, "options_off": [], "words": {}, "sounds": {}}
    said = {code: {**unchanged, **change} for code, change in changes.items()}
    return publish_text(json.dumps(said))


def publish_text(text: str) -> Path:
    """Publishes whatever it is."""
    path = file_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path
