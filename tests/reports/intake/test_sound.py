"""The recordings of questions, as a sender's browser asks for them."""

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import QuestionSound
from reports.question_file import write_questions
from tests.reports.recordings import MP3, OGG_OPUS
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db

_DIGEST = hashlib.sha256(MP3).hexdigest()
_ADDRESS = f"/en/report/audio/story/en/{_DIGEST}"


@pytest.fixture
def sound(people: None) -> QuestionSound:
    made = QuestionSound.objects.create(
        question="story",
        language="en",
        digest=_DIGEST,
        kind="audio/mpeg",
        size=len(MP3),
        sound=MP3,
    )
    write_questions()
    return made


def _policy(answer: Any) -> str:
    return str(answer.headers["Content-Security-Policy"])


def test_a_question_can_be_heard_and_its_size_is_told_before(
    sender: Sender, sound: QuestionSound
) -> None:
    QuestionSound.objects.update(size=44_001)
    write_questions()
    sender.start()
    assert "Listen to the question (45 kB)" in sender.text
    assert f'src="{_ADDRESS}"' in sender.text
    assert sender.text.count("<audio") == 1
    assert 'preload="none"' in sender.text
    assert "autoplay" not in sender.text


def test_sound_is_allowed_on_the_pages_that_have_some_alone(
    sender: Sender, sound: QuestionSound
) -> None:
    assert "media-src" not in _policy(sender.get())
    assert "media-src 'self'" in _policy(sender.start())
    assert "form-action 'self' https://" in _policy(sender.page)
    assert "media-src" not in _policy(sender.press("continue", story=STORY))


def test_a_language_without_a_recording_has_none(client: Client, sound: QuestionSound) -> None:
    other = Sender(client, "pt")
    other.start()
    assert "<audio" not in other.text
    assert "media-src" not in _policy(other.page)


def test_a_recording_is_served_as_what_it_is_and_kept_by_no_browser(
    client: Client, sound: QuestionSound
) -> None:
    answer = client.get(_ADDRESS)
    assert answer.status_code == 200
    assert answer.content == MP3
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "default-src 'none'" in _policy(answer)
    assert not answer.cookies


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, len(MP3) - 1),
        ("bytes=4-9", 4, 9),
        ("bytes=400-999999", 400, len(MP3) - 1),
        ("bytes=-3", len(MP3) - 3, len(MP3) - 1),
    ],
)
def test_a_part_is_given_to_a_browser_that_asks_for_one(
    client: Client, sound: QuestionSound, asked: str, first: int, last: int
) -> None:
    answer = client.get(_ADDRESS, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == MP3[first : last + 1]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(MP3)}"
    assert int(answer.headers["Content-Length"]) == last - first + 1


@pytest.mark.parametrize(
    "asked",
    ["bytes=9-4", "bytes=999999-", "bytes=-", "bytes=-0", "bytes=0-1,4-5", "lines=1-2", "bytes=x"],
)
def test_a_part_that_makes_no_sense_gives_the_whole(
    client: Client, sound: QuestionSound, asked: str
) -> None:
    answer = client.get(_ADDRESS, headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.content == MP3


@pytest.mark.parametrize(
    "path",
    [
        f"audio/danger/en/{_DIGEST}",
        f"audio/story/pt/{_DIGEST}",
        f"audio/story/en/{_DIGEST[:-1]}",
        f"audio/story/en/{_DIGEST}0",
        "audio/story/en/%25",
        "audio/story/en/%00",
        "audio/%00/en/x",
        "audio/story/en/",
        "audio/story/en/../../secret",
        f"audio/story/en/{_DIGEST}'--",
        f"audio/story/en/{_DIGEST.upper()}",
        "audio/story/en/" + "0" * 3_000,
    ],
)
def test_nothing_else_is_to_be_had(client: Client, sound: QuestionSound, path: str) -> None:
    assert client.get(f"/en/report/{path}").status_code == 404


@pytest.mark.parametrize("path", ["%00/en/x", "story/%00/x", "story/en/%00", "%0A/en/x"])
def test_a_name_that_no_database_takes_is_not_asked_for(
    client: Client, sound: QuestionSound, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):  # PostgreSQL ends such a question with an error
        assert client.get(f"/en/report/audio/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_recording_can_only_be_read(client: Client, sound: QuestionSound, method: str) -> None:
    assert getattr(client, method)(_ADDRESS).status_code == 405


def test_a_removed_recording_is_gone_and_the_form_goes_on(
    sender: Sender, sound: QuestionSound
) -> None:
    sender.start()
    sound.delete()
    assert sender.browser.get(_ADDRESS).status_code == 404
    sender.press("continue", story=STORY)
    assert "Step 2 of 5" in sender.text


def test_a_recording_costs_one_query(client: Client, sound: QuestionSound) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(_ADDRESS)
    assert len(captured) == 1


def test_a_recording_as_large_as_allowed_arrives_whole(client: Client, people: None) -> None:
    data = OGG_OPUS + bytes(300_000 - len(OGG_OPUS))
    digest = hashlib.sha256(data).hexdigest()
    QuestionSound.objects.create(
        question="story", language="tet", digest=digest, kind="audio/ogg", size=1, sound=data
    )
    address = f"/tet/report/audio/story/tet/{digest}"
    assert client.get(address).content == data
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.content == data  # a part of it must be its very bytes
    assert not packed.headers.get("Content-Encoding")
