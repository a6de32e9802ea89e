"""What tests of the tips share."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_published_folder(tmp_path: Path, settings: object) -> None:
    """What a test publishes about the questions, no other test reads."""
    settings.PUBLISHED_DIR = tmp_path / "published"  # type: ignore[attr-defined]
