"""Published files appear whole or not at all."""

import os
from pathlib import Path

import pytest

from published.files import write_whole


@pytest.mark.parametrize("content", ["Tetun: Ação ☎", b"\x00\xff", "", "line\r\nline"])
def test_what_is_written_is_there_exactly(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "made" / "for it"
    write_whole(path, content)
    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_the_other_half_may_read_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", "x")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


def test_a_file_that_says_it_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "x")
    before = path.stat()
    write_whole(path, b"x")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("found", [b"\xff\xfe", b"", b"longer than what is written"])
def test_a_broken_file_is_written_anew(tmp_path: Path, found: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(found)
    write_whole(path, "x")
    assert path.read_text() == "x"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_fails_leaves_the_file_of_before_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "file"
    write_whole(path, "before")

    def fails(*_args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fails)
    with pytest.raises(OSError, match="no space left"):
        write_whole(path, "after")
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
