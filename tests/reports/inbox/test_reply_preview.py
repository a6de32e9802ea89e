"""A reply is looked at as its sender will see it before it goes."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from reports.models import Entry, Report
from tests.sender import Sender
from tests.staff_replies import hidden_fields, look_at_reply

pytestmark = pytest.mark.django_db
WORDS = "Is it the blue house?\r\n\r\nSay <b>only</b> what is safe & true."


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _address() -> str:
    return f"/staff/inbox/{Report.objects.get().pk}/"


def test_the_preview_shows_what_the_sender_will_see_in_their_language_and_keeps_nothing(
    client: Client, triage: Client, people: None
) -> None:
    sender = Sender(client, "pt")
    code = sender.send()
    session = dict(triage.session.items())
    page = look_at_reply(triage, _address(), WORDS)
    assert page.status_code == 200
    before, phone = _text(page).split('<div class="mh-phone" lang="pt">')
    assert "The sender will see this" in before
    assert "Mensagens" in phone
    assert not Entry.objects.filter(kind="message").exists()
    assert dict(triage.session.items()).keys() == session.keys()
    article = phone[phone.index("<article") : phone.index("</article>")]
    triage.post(f"{_address()}reply/", {**hidden_fields(page), "go": "send"})
    sender.come_back(code)
    shown = sender.text[sender.text.index("<article") : sender.text.index("</article>")]
    # But for the button that deletes it, the very same.
    assert " ".join(article.split()) == " ".join(shown[: shown.index("<button")].split())


def test_change_it_leads_back_to_the_box_with_the_same_words(
    sender: Sender, triage: Client
) -> None:
    sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    page = triage.post(f"{_address()}reply/", {**fields, "go": "change"})
    assert WORDS.replace("\r\n", "\n") in _text(page)
    assert "There is a problem" not in _text(page)
    assert not Entry.objects.filter(kind="message").exists()


@pytest.mark.parametrize(
    "changed", [{"text": "Other words."}, {"once": "2"}, {"seen": ""}, {"seen": "0" * 64}]
)
def test_words_that_were_not_looked_at_are_not_sent_but_shown(
    sender: Sender, triage: Client, changed: dict[str, str]
) -> None:
    sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    page = triage.post(f"{_address()}reply/", {**fields, **changed, "go": "send"})
    assert "these are not the words that you looked at" in _text(page)
    assert not Entry.objects.filter(kind="message").exists()
    triage.post(f"{_address()}reply/", {**hidden_fields(page), "go": "send"})
    assert Entry.objects.filter(kind="message").count() == 1


def test_what_one_tip_showed_or_another_member_saw_is_not_sent(
    sender: Sender, triage: Client, sign_in: Callable[[str], Client]
) -> None:
    sender.send()
    first = _address()
    fields = hidden_fields(look_at_reply(triage, first, WORDS))
    sender.send("A second story, about somebody else.")
    second = Report.objects.exclude(pk=first.split("/")[-2]).get()
    triage.post(f"/staff/inbox/{second.pk}/reply/", {**fields, "go": "send"})
    sign_in("lead").post(f"{first}reply/", {**fields, "go": "send"})
    assert not Entry.objects.filter(kind="message").exists()


def test_send_pressed_twice_sends_once(sender: Sender, triage: Client) -> None:
    sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    for _press in range(2):
        triage.post(f"{_address()}reply/", {**fields, "go": "send"})
    assert Entry.objects.filter(kind="message").count() == 1


@pytest.mark.parametrize("go", ["preview", "send", "change", ""])
def test_an_empty_reply_goes_nowhere_whichever_button_is_pressed(
    sender: Sender, triage: Client, go: str
) -> None:
    sender.send()
    page = triage.post(f"{_address()}reply/", {"text": " \n ", "once": "1", "go": go})
    assert "Write something first." in _text(page)
    assert not Entry.objects.filter(kind="message").exists()


def test_note_and_reply_are_two_boxes_under_two_headings_with_two_buttons(
    sender: Sender, triage: Client
) -> None:
    sender.send()
    page = _text(triage.get(_address()))
    note, reply = page[page.index('id="note"') :].split('id="reply"')
    assert ("Note for members only" in note, "Keep the note" in note) == (True, True)
    assert ("Look at the reply" in note, f"{_address()}reply/" in note) == (False, False)
    assert ("Look at the reply" in reply, "Keep the note" in reply) == (True, False)
    assert f"{_address()}note/" not in reply
    assert "The sender never sees it." in note
    assert "The sender reads it." in reply


def test_the_list_that_the_member_came_from_stays_in_the_address(
    sender: Sender, triage: Client
) -> None:
    sender.send()
    address = f"{_address()}?view=mine&status=reading"
    page = triage.get(address)
    assert page.content.count(b"?view=mine&amp;status=reading") >= 4
    preview = triage.post(
        f"{_address()}reply/?view=mine&status=reading", {"text": WORDS, "once": "1"}
    )
    answer = triage.post(
        f"{_address()}reply/?view=mine&status=reading", {**hidden_fields(preview), "go": "send"}
    )
    assert answer.headers["Location"] == address
