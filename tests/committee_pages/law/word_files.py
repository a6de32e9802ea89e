"""Word files for the tests: harmless ones by python-docx, others by changing their parts."""

import io
import zipfile
from collections.abc import Mapping

import docx


def word_file(*paragraphs: str, style: str | None = None) -> bytes:
    """A file with these paragraphs."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words, style=style)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes], **instead: tuple[str, bytes, bytes]) -> bytes:
    """The file with parts put in, and with bytes replaced: `name=(part, old, new)`."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            for part, was, becomes in instead.values():
                if part == name:
                    assert was in content
                    content = content.replace(was, becomes)
            if name not in parts:
                new.writestr(name, content)
        for name, content in parts.items():
            new.writestr(name, content)
    return kept.getvalue()
