"""The file through which a lead's changes reach every process."""

import json
from pathlib import Path
from typing import Any

import pytest

from portal.management.commands.work import JOBS
from portal.preparation import prepare_database
from reports.models import QuestionSetting, QuestionSound
from reports.question_file import write_questions
from reports.questions import questions_now
from reports.questions.published import file_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed() -> None:
    QuestionSetting.objects.create(
        question="people",
        off=True,
        options_off=["1"],
        words={"en": {"": {"label": "How many? ñ 漢", "hint": ""}}},
    )
    QuestionSound.objects.create(
        question="story", language="en", digest="0" * 64, kind="audio/aac", size=7, sound=b"aac"
    )


def test_what_is_written_is_what_is_read(changed: None) -> None:
    write_questions()
    now = questions_now()
    assert now["people"].label == "How many? ñ 漢"
    assert now["people"].retired == {"1"}
    assert now["story"].sound is not None
    assert now["story"].sound.size == 7


def test_the_file_holds_no_sound_and_nothing_else_of_the_database(changed: None) -> None:
    write_questions()
    said = json.loads(file_path().read_text(encoding="utf-8"))
    assert set(said) == {"people", "story"}
    assert said["story"]["sounds"] == {"en": {"digest": "0" * 64, "size": 7}}


def test_the_file_appears_whole_and_leaves_nothing_beside_it(changed: None) -> None:
    write_questions()
    QuestionSetting.objects.all().delete()
    write_questions()
    folder = file_path().parent
    assert [path.name for path in folder.iterdir()] == ["questions.json"]
    assert file_path().stat().st_mode & 0o777 == 0o644


def test_a_file_that_says_it_already_is_left_alone(changed: None) -> None:
    write_questions()
    before = file_path().stat()
    write_questions()
    after = file_path().stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("found", [b"{", b"\xff\xfe", b""])
def test_a_broken_file_is_written_anew(changed: None, found: bytes) -> None:
    file_path().parent.mkdir(parents=True)
    file_path().write_bytes(found)
    write_questions()
    assert questions_now()["people"].retired == {"1"}


def test_the_worker_writes_it_every_minute() -> None:
    assert write_questions in JOBS


def test_a_process_that_fails_while_writing_leaves_the_file_of_before(
    changed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_questions()
    before = file_path().read_bytes()
    QuestionSetting.objects.all().delete()

    def fails(*_args: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no space left"):
        write_questions()
    assert file_path().read_bytes() == before


def test_it_is_there_before_the_first_start(changed: None, settings: Any) -> None:
    settings.DEMONSTRATION = False
    prepare_database()
    assert questions_now()["people"].retired == {"1"}
