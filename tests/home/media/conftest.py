"""Folders of their own, so that each test sees its own files alone."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import put_files_back


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLISHED_DIR = tmp_path / "published"
    put_files_back()
