"""From how many tips an hour on the intake asks to wait, and puts tips aside.

A lead sets them; the public half reads them from a published file, as it reads the hotline
(docs/decisions/0009-published-files.md): no query, and no right on the table.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from published.files import write_whole


@dataclass(frozen=True)
class Thresholds:
    """Tips an hour on the whole site, and seconds. The defaults hold until a lead says else."""

    wait_from: int = field(default_factory=lambda: settings.WAIT_FROM)
    quarantine_from: int = field(default_factory=lambda: settings.QUARANTINE_FROM)
    wait_seconds: int = 20


BOUNDS = {"wait_from": (5, 10_000), "quarantine_from": (10, 100_000), "wait_seconds": (5, 120)}
"""Least and most of each. Nothing can be set so that every sender waits, or waits for long."""


def thresholds() -> Thresholds:
    """Those that are published; the defaults when the file is missing or broken."""
    path = _path()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError):
        return Thresholds()


@lru_cache(maxsize=1)
def _read(path: Path, _changed_at: int) -> Thresholds:
    said = json.loads(path.read_text())
    values = {field.name: said[field.name] for field in fields(Thresholds)}
    for name, (least, most) in BOUNDS.items():
        if type(values[name]) is not int or not least <= values[name] <= most:
            raise ValueError(name)
    return Thresholds(**values)


def write_thresholds() -> None:
    """Writes the file from the database, whole, unless it says the same already."""
    from reports.models import IntakeSettings

    said = asdict(IntakeSettings.objects.thresholds())
    write_whole(_path(), json.dumps(said, sort_keys=True))


def _path() -> Path:
    return Path(settings.PUBLISHED_DIR) / "intake.json"
