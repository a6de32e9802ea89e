"""Hostile words, from the field to the member's page: exactly as written, and only words."""

import re
import secrets
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reports.intake.forms import AdditionForm, StepForm
from reports.intake.tokens import FormToken
from reports.intake.written import as_written, is_blank
from reports.models import Report
from reports.questions import STEPS_BY_CODE, as_shown
from tests.member import read_tip
from tests.naughty import EMOJI, NAUGHTY
from tests.sender import ANSWERS, STORY, Sender
from tests.staff_replies import send_reply

pytestmark = pytest.mark.django_db
_QUESTION = "What did you see, hear or live through?"


class _Reader(HTMLParser):
    """Takes a page apart: the texts of the elements that isolate them, and each textarea."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.isolated: list[str] = []
        self.tags: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in {"input", "meta", "link", "br", "img"}:
            return
        isolates = ("dir", "auto") in attrs
        self._open.append((tag, isolates))
        if isolates:
            self.isolated.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            self.isolated[-1] += data


@pytest.fixture(params=sorted(NAUGHTY))
def words(request: Any) -> str:
    return NAUGHTY[request.param]


def test_every_example_is_long_enough_to_be_a_story() -> None:
    assert all(10 <= len(text) <= 20_000 for text in NAUGHTY.values())


def test_they_arrive_exactly_and_are_shown_as_words(
    sender: Sender, sign_in: Callable[[str], Client], unlocked_triage: Any, words: str
) -> None:
    short = words[:100]
    sender.start()
    sender.press("continue", story=words)
    tags = _Reader(sender.page.content).tags
    sender.press("skip")
    sender.press("continue", country=short)
    sender.press("continue", suspect=words[:2_000])
    check = sender.press("skip")
    shown = _Reader(check.content).isolated
    for text in {words, short, words[:2_000]}:
        assert as_shown(text) in shown or is_blank(text)
    sender.send_now()

    report = Report.objects.get()
    (entry,) = read_tip(unlocked_triage, report)
    answers = dict(entry.answers)
    assert answers[_QUESTION] == [as_shown(words)]
    page = sign_in("triage").get(f"/staff/inbox/{report.pk}/")
    assert as_shown(words) in _Reader(page.content).isolated
    assert "script" in tags
    assert tags.count("script") == 1
    # Those of the keys and of hiding, which the page names by their addresses.
    assert _Reader(page.content).tags.count("script") == 2
    assert "\0" not in page.content.decode()


def test_the_token_keeps_them_exactly_on_the_way(sender: Sender, words: str) -> None:
    sender.start()
    sender.press("continue", story=words)
    assert FormToken.open(sender.hidden["token"]).answers["story"] == words


def test_back_and_continue_change_nothing_in_them(sender: Sender, words: str) -> None:
    sender.start()
    sender.press("continue", story=words)
    sender.press("back")
    shown = _textarea(sender)
    sender.press("continue", story=shown.replace("\n", "\r\n"))
    assert FormToken.open(sender.hidden["token"]).answers["story"] == words


def _textarea(sender: Sender) -> str:
    """What a browser would have in the field: it drops the first line end of the markup."""
    found = re.search(
        r"<textarea[^>]*>\r?\n(.*?)</textarea>", sender.page.content.decode(), re.DOTALL
    )
    assert found
    return unescape(found.group(1))


def test_the_inbox_and_the_conversation_show_them_as_words(
    sender: Sender, sign_in: Callable[[str], Client], words: str
) -> None:
    code = sender.send()
    sender.come_back(code)
    sender.press("add", "/reply/", text=words)
    assert "We have what you wrote." in sender.text
    triage = sign_in("triage")
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    send_reply(triage, address, words)
    page = triage.get(address)
    assert _Reader(page.content).isolated.count(as_shown(words)) == 2
    sender.come_back(code)
    assert as_shown(words) in _Reader(sender.page.content).isolated
    assert "\0" not in sender.page.content.decode()


# Halves of characters: no browser sends them, and what cannot be written out again is no text.


@pytest.mark.parametrize("half", ["\ud800", "\udc00\ud800", "a\ud83dz"])
def test_halves_of_characters_become_the_sign_for_what_cannot_be_read(half: str) -> None:
    data = QueryDict(mutable=True)
    data["story"] = f"A story with {half} in it"
    form = StepForm(STEPS_BY_CODE["what"], data)
    assert form.is_valid()
    story = form.cleaned_data["story"]
    assert story.encode() == as_written(f"A story with {half} in it").encode()
    assert "\ufffd" in story


@pytest.mark.parametrize("body", [b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\xaf", b"\xf4\x90\x80\x80"])
def test_bytes_that_are_no_utf_8_are_told_from_words(sender: Sender, body: bytes) -> None:
    sender.start()
    fields = {**sender.hidden, "go": "continue", "story": b"A story: " + body + b" end of it"}
    sender.page = sender.browser.post(
        "/en/report/form/",
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
    )
    story = FormToken.open(sender.hidden["token"]).answers["story"]
    assert str(story).startswith("A story: \ufffd")
    assert str(story).endswith(" end of it")


@pytest.mark.parametrize("text", ["", " ", "\0" * 20, "\n\t \r", "\u200b" * 20, "\u3000" * 12])
def test_what_nobody_can_see_is_no_story(sender: Sender, text: str) -> None:
    sender.start()
    sender.press("continue", story=text)
    assert "Tell us what you saw, heard or lived through." in sender.text


# The longest that a sender can write.


@pytest.mark.parametrize(
    "story",
    [EMOJI, "\0" * 19_990 + "ten letter", "\n" * 19_990 + "ten letter"],
    ids=["emoji", "nulls", "lines"],
)
def test_the_longest_story_goes_through_every_step(
    sender: Sender, unlocked_triage: Any, story: str
) -> None:
    heaviest = _whole_way(sender, story, EMOJI[:2_000])
    assert heaviest <= settings.PUBLIC_BODY_LIMIT * 0.8
    (entry,) = read_tip(unlocked_triage, Report.objects.get())
    assert dict(entry.answers)[_QUESTION] == [as_shown(story)]
    assert dict(entry.answers)["Who is doing it?"] == [EMOJI[:2_000]]


def test_a_story_that_cannot_be_packed_goes_through_every_step(sender: Sender) -> None:
    story, suspect = (
        "".join(chr(0x10000 + secrets.randbelow(0x100000)) for _ in range(length))
        for length in (20_000, 2_000)
    )
    assert _whole_way(sender, story, suspect) <= settings.PUBLIC_BODY_LIMIT * 0.8


def _whole_way(sender: Sender, story: str, suspect: str) -> int:
    """Goes through all steps, back to the first and to the end. The largest body, in bytes."""
    heaviest = 0

    def press(go: str, **fields: Any) -> None:
        nonlocal heaviest
        sent = {**sender.hidden, "go": go, **fields}
        heaviest = max(heaviest, len(urlencode(sent, doseq=True)))
        sender.press(go, **fields)
        assert sender.page.status_code == 200

    sender.start()
    given = {**ANSWERS, "what": {"story": story}, "who": {"suspect": suspect}}
    for answers in given.values():
        press("continue", **answers)
    for step in ("who", "what"):
        press(f"change-{step}")
        press("continue", **given[step])
    press("change-exclude")
    for answers in reversed(given.values()):
        press("back", **answers)
    press("continue", story=story)
    press("send")
    assert sender.code
    return heaviest


def test_one_character_more_is_told_and_nothing_is_cut_off(sender: Sender) -> None:
    sender.start()
    sender.press("continue", story=EMOJI + "!")
    assert "Write at most 20,000 letters." in sender.text
    assert _textarea(sender) == EMOJI + "!"


# Properties.

_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=10, max_size=200)


@given(_TEXT)
def test_any_text_survives_the_form(text: str) -> None:
    data = QueryDict(mutable=True)
    data["text"] = text
    form = AdditionForm(data)
    assert form.is_valid() == (not is_blank(text))
    if form.is_valid():
        assert form.cleaned_data["text"] == text.replace("\r\n", "\n")


@given(st.text())
def test_what_is_taken_can_always_be_written_out(text: str) -> None:
    assert "\0" not in as_shown(as_written(text))
    assert as_written(as_written(text)) == as_written(text)
    as_written(text).encode()


@hypothesis_settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(_TEXT)
def test_any_text_survives_the_way_to_the_check_page(sender: Sender, text: str) -> None:
    sender.start()
    sender.press("continue", story=STORY)
    sender.press("skip")
    sender.press("skip")
    sender.press("continue", suspect=text)
    answers = FormToken.open(sender.hidden["token"]).answers
    assert answers.get("suspect", "") == ("" if is_blank(text) else text.replace("\r\n", "\n"))
