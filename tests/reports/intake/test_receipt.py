"""The receipt page: the code in figures and in words, and ways to take it along."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.settings.paths import BASE_DIR
from reports.intake.digits import WORDS, receipt_words
from tests.sender import Sender
from vault.receipts import new_code

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_every_language_has_ten_different_words_for_digits() -> None:
    assert set(WORDS) == set(LANGUAGES)
    for words in WORDS.values():
        assert len(set(words)) == 10
        assert all(word == word.strip().lower() and " " not in word for word in words)


@given(st.text("0123456789", min_size=20, max_size=20))
def test_the_words_say_the_code_and_nothing_else(code: str) -> None:
    readings = receipt_words(code)
    for reading in (readings.written, *readings.aloud):
        said = " ".join(reading.groups).split()
        assert "".join(str(WORDS[reading.language].index(word)) for word in said) == code
        assert len(reading.groups) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_code_stands_there_as_words_in_the_pages_language(
    people: None, language: str
) -> None:
    sender = Sender(Client(), language)
    code = sender.send()
    found = re.search(
        r'<details.*?<div class="govuk-details__text" lang="(\w+)">(.*?)</div>',
        sender.text,
        re.DOTALL,
    )
    assert found
    assert found[1] == language
    said = re.sub(r"<[^>]+>", " ", found[2]).split()
    assert said == [WORDS[language][int(digit)] for digit in code]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_voice_reads_is_in_the_language_of_that_voice(people: None, language: str) -> None:
    sender = Sender(Client(), language)
    code = sender.send()
    aloud = re.findall(r'data-read="([^"]+)" data-voice="(\w+)"', sender.text)
    voices = [voice for _said, voice in aloud]
    assert voices == (["tet", "pt", "id"] if language == "tet" else [language])
    for said, voice in aloud:
        assert said.replace(".", "").split() == [WORDS[voice][int(digit)] for digit in code]


@pytest.mark.django_db
def test_without_a_script_no_button_stands_there_that_does_nothing(sender: Sender) -> None:
    sender.send()
    buttons = re.findall(r'<button[^>]*type="button"[^>]*>', sender.text)
    assert len(buttons) == 3
    assert all(" hidden " in button for button in buttons)


def test_only_voices_of_the_telephone_itself_may_read() -> None:
    script = (BASE_DIR / "static" / "receipt.js").read_text()
    assert "voice.localService === true" in script
    assert script.count(".speak(") == 1


@pytest.mark.django_db
def test_the_page_says_what_comes_next_and_how_to_clear_the_phone(sender: Sender) -> None:
    sender.send()
    assert "Come back with your code in 3 days" in sender.text
    assert "Delete today’s history" in sender.text
    assert 'href="/en/report/safer/"' in sender.text


@pytest.mark.django_db
def test_leave_on_the_receipt_waits_for_no_tick(sender: Sender) -> None:
    sender.send()
    page = sender.hidden
    assert sender.browser.post("/leave", {"form": sender.form_id}).status_code == 303
    answer = sender.browser.post("/en/report/kept/", {**page, "kept": "on"})
    assert answer.status_code == 302


def test_groups_of_words_are_told_apart_by_a_pause() -> None:
    written = receipt_words(new_code()).written
    assert written.text.count(". ") == 4
    assert all(len(group.split()) == 4 for group in written.groups)
    assert len(list(pairwise(written.groups))) == 4


@pytest.mark.django_db
def test_no_other_page_has_the_script(sender: Sender, client: Client) -> None:
    for path in ("/", "/reply/", "/safer/"):
        assert "receipt.js" not in str(sender.get(path).content)
    sender.come_back(sender.send())
    assert "receipt.js" not in sender.text
