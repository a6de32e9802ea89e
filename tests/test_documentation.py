"""What the documentation names is there."""

import re
from pathlib import Path

import pytest

from portal.settings.paths import BASE_DIR

_DOCUMENTS = sorted([*BASE_DIR.glob("*.md"), *(BASE_DIR / "docs").rglob("*.md")])


def test_every_test_that_a_document_names_exists() -> None:
    named = {
        (document.name, *match)
        for document in _DOCUMENTS
        for match in re.findall(r"(tests/[\w/]+\.py)::(test_\w+)", document.read_text())
    }
    assert len(named) > 40
    missing = [row for row in named if f"def {row[2]}(" not in (BASE_DIR / row[1]).read_text()]
    assert missing == []


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_no_link_to_another_file_is_dead(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text())
    assert [t for t in targets if not (document.parent / t).exists()] == []
