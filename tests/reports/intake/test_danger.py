"""“I am in danger now”, from an open conversation."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from home.shell import write_files
from reports.inbox.services import reply_to_sender
from reports.intake import tokens
from reports.models import Entry, Report
from tests.member import read_tip
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(sender: Sender) -> str:
    code = sender.send()
    Report.objects.update(unread=False)
    sender.come_back(code)
    return code


def test_the_button_raises_the_tip_and_tells_members(
    sender: Sender, code: str, unlocked_triage: Any
) -> None:
    assert not Report.objects.get().danger_now
    sender.press("danger", "/reply/")
    report = Report.objects.get()
    assert report.danger_now
    assert report.unread
    assert read_tip(unlocked_triage, report)[-1].title == "The sender says: I am in danger now"


def test_the_page_says_to_call_first_and_that_nobody_may_be_reading(
    sender: Sender, code: str, pages: None
) -> None:
    write_files()
    sender.press("danger", "/reply/")
    text = sender.text
    assert "Nobody may be reading just now." in text
    assert "We noted that you are in danger." in text
    assert text.index("Do not wait") > text.index("first</h1>")


def test_the_answer_shows_no_message_and_no_code(
    sender: Sender, code: str, unlocked_triage: Any
) -> None:
    reply_to_sender(unlocked_triage, Report.objects.get(), text="Which house?", once="1")
    sender.come_back(code)
    sender.press("danger", "/reply/")
    for secret in ("Which house?", code, code[:4], STORY):
        assert secret not in sender.text


def test_one_page_sent_twice_is_noted_once_and_the_next_page_again(
    sender: Sender, code: str
) -> None:
    page = {**sender.hidden, "go": "danger"}
    for _again in range(3):
        sender.page = sender.browser.post("/en/report/reply/", page)
        assert sender.page.status_code == 200
    assert Entry.objects.filter(kind="addition").count() == 1
    sender.press("show", "/reply/")
    sender.press("danger", "/reply/")
    assert Entry.objects.filter(kind="addition").count() == 2


def test_what_stands_in_the_database_does_not_say_which_entry_it_was(
    sender: Sender, code: str
) -> None:
    sender.press("danger", "/reply/")
    sender.press("show", "/reply/")
    sender.press("add", "/reply/", text="The blue one.", kind="correction")
    danger, correction = Entry.objects.filter(kind="addition")
    for field in ("kind", "on", "member", "verify_key", "deleted_by_sender", "sealed_to_case"):
        assert getattr(danger, field) == getattr(correction, field)


def test_a_closed_page_raises_nothing(sender: Sender, code: str) -> None:
    page = {**sender.hidden, "go": "danger"}
    sender.browser.post("/leave", {"form": sender.form_id})
    assert sender.browser.post("/en/report/reply/", page).status_code == 410
    assert not Report.objects.get().danger_now


def test_a_page_that_was_open_too_long_raises_nothing_and_asks_for_the_code(
    sender: Sender, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    sender.press("danger", "/reply/")
    assert "Write your code again." in sender.text
    assert not Report.objects.get().danger_now


def test_a_withdrawn_tip_is_not_raised_and_the_page_says_how_to_get_help(
    sender: Sender, code: str
) -> None:
    old = {**sender.hidden, "go": "danger"}
    sender.press("withdrawn", "/reply/")
    sender.page = sender.browser.post("/en/report/reply/", old)
    assert "Your tip is withdrawn" in sender.text
    assert "Do not wait for us." in sender.text
    assert not Report.objects.get().danger_now


def test_danger_now_needs_no_text_and_no_script(sender: Sender, code: str) -> None:
    button = unescape(sender.page.content.decode()).split('value="danger"')[0].rsplit("<", 1)[1]
    assert 'type="submit"' in button
    assert "formnovalidate" in button


def test_a_stranger_raises_nothing(client: Client, people: None) -> None:
    answer = client.post("/en/report/reply/", {"token": "x", "go": "danger"})
    assert answer.status_code == 400


def test_danger_brings_a_tip_out_of_the_quarantine(sender: Sender, code: str) -> None:
    Report.objects.update(quarantined=True)
    sender.press("add", "/reply/", text="One thing more.")
    assert Report.objects.get().quarantined
    sender.press("danger", "/reply/")
    assert not Report.objects.get().quarantined


def test_danger_now_in_a_second_send_raises_the_tip(sender: Sender, unlocked_triage: Any) -> None:
    sender.fill_in()
    check = sender.page
    sender.send_now()
    sender.page = check  # by the Back of the browser
    sender.press("change-what")
    sender.press("continue", story=STORY, danger="yes")
    sender.send_now()
    report = Report.objects.get()
    assert report.danger_now
    assert [entry.title for entry in read_tip(unlocked_triage, report)][1:] == [
        "Correction from the sender"
    ]


def test_a_second_send_that_takes_danger_back_lowers_nothing(sender: Sender) -> None:
    sender.fill_in(danger="yes")
    check = sender.page
    sender.send_now()
    sender.page = check
    sender.press("change-what")
    sender.press("continue", story=STORY, danger="no")
    sender.send_now()
    assert Report.objects.get().danger_now
