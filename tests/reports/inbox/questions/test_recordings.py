"""Recordings of the questions."""

import re

import pytest
from django.test import Client

from reports.models import QuestionSound
from tests.reports.inbox.questions.pages import LIST, Committed, text_of, upload
from tests.reports.recordings import AAC, M4A, MP3, MP3_WITH_TAG, NOT_PLAYABLE, OGG_OPUS
from tests.sender import Sender

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("data", [MP3, MP3_WITH_TAG, OGG_OPUS, M4A, AAC])
def test_a_recording_reaches_the_sender(
    leader: Client, sender: Sender, commit: Committed, data: bytes
) -> None:
    with commit():
        answer = upload(leader, data, name="whatever.exe")
    assert answer.headers["Location"] == f"{LIST}danger/"
    sender.start()
    (address,) = re.findall(r'<audio[^>]* src="([^"]+)"', sender.text)
    heard = sender.browser.get(address)
    assert heard.content == data
    assert heard.headers["Content-Type"] == QuestionSound.objects.get().kind
    page = text_of(leader.get(LIST))
    assert re.search(r'data-label="Recording in">English<', page)


def test_a_new_recording_takes_the_place_of_the_old_one(leader: Client, commit: Committed) -> None:
    with commit():
        upload(leader, MP3)
        upload(leader, OGG_OPUS)
        upload(leader, AAC, language="tet")
    assert QuestionSound.objects.count() == 2
    assert bytes(QuestionSound.objects.get(language="en").sound) == OGG_OPUS


@pytest.mark.parametrize("name", NOT_PLAYABLE)
def test_what_is_no_recording_is_told_so_and_not_kept(leader: Client, name: str) -> None:
    answer = upload(leader, NOT_PLAYABLE[name])
    assert "none of the kinds that phones play" in text_of(answer)
    assert "<title>Error: " in text_of(answer)
    assert not QuestionSound.objects.exists()


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (0, "This file is empty."),
        (300_001, "This recording is larger than 300 kB."),
        (3_000_000, "This recording is larger than 300 kB."),
    ],
)
def test_a_recording_of_a_wrong_size_is_told_so(leader: Client, size: int, sentence: str) -> None:
    answer = upload(leader, (MP3 + bytes(size))[:size])
    assert sentence in text_of(answer)
    assert not QuestionSound.objects.exists()


def test_a_recording_of_exactly_300_kilobytes_is_taken(leader: Client) -> None:
    assert upload(leader, (MP3 + bytes(300_000))[:300_000]).status_code == 302


@pytest.mark.parametrize("language", ["", "xx", "en-GB", "<b>"])
def test_a_recording_in_no_language_of_the_portal_is_refused(leader: Client, language: str) -> None:
    assert upload(leader, MP3, language=language).status_code == 200
    assert not QuestionSound.objects.exists()


def test_a_removed_recording_is_not_offered(
    leader: Client, sender: Sender, commit: Committed
) -> None:
    with commit():
        upload(leader, MP3)
        leader.post(f"{LIST}danger/sound/en/remove/")
    sender.start()
    assert "<audio" not in sender.text
