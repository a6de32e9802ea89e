"""A reply is looked at as its sender will see it before it goes."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.unlocked import Unlocked
from reports.inbox.services import reply_to_sender
from reports.intake.actions import add_to_tip, raise_danger
from reports.intake.hashing import keys_of
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
    page = triage.post(
        f"{_address()}reply/", {"text": " \n ", "once": "1", "based_on": "1", "go": go}
    )
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
        f"{_address()}reply/?view=mine&status=reading",
        {"text": WORDS, "once": "1", "based_on": "1"},
    )
    answer = triage.post(
        f"{_address()}reply/?view=mine&status=reading", {**hidden_fields(preview), "go": "send"}
    )
    assert answer.headers["Location"] == address


# ---- what was said since


def _messages() -> int:
    return Entry.objects.filter(kind="message").count()


def _above_the_message(page: Any) -> str:
    return _text(page).partition('<div class="mh-phone"')[0]


def test_what_the_sender_wrote_meanwhile_is_shown_above_the_reply_and_nothing_is_sent(
    sender: Sender, triage: Client
) -> None:
    code = sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    add_to_tip(keys_of(code), text="Do not write, he reads this telephone.", once="x")
    page = triage.post(f"{_address()}reply/", {**fields, "go": "send"})
    assert "This was written meanwhile, and nothing is sent yet." in _text(page)
    assert "Do not write, he reads this telephone." in _above_the_message(page)
    assert "From the sender" in _above_the_message(page)
    assert hidden_fields(page)["text"] == WORDS.replace("\r\n", "\n")
    assert _messages() == 0
    assert not Report.objects.get().unread
    for _press in range(2):
        triage.post(f"{_address()}reply/", {**hidden_fields(page), "go": "send"})
    assert _messages() == 1


def test_what_a_colleague_sent_meanwhile_is_shown_above_the_reply_and_nothing_is_sent(
    sender: Sender, triage: Client, lead: Unlocked
) -> None:
    sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    reply_to_sender(lead, Report.objects.get(), text="Which house is it?", once="2")
    page = triage.post(f"{_address()}reply/", {**fields, "go": "send"})
    assert "Which house is it?" in _above_the_message(page)
    assert f"{lead.user.full_name} to the sender" in _above_the_message(page)
    assert _messages() == 1
    triage.post(f"{_address()}reply/", {**hidden_fields(page), "go": "send"})
    assert _messages() == 2


def test_what_came_while_the_box_was_filled_is_shown_with_the_first_look(
    sender: Sender, triage: Client
) -> None:
    code = sender.send()
    box = _text(triage.get(_address())).split('id="reply"')[1]
    assert 'name="based_on" value="1"' in box
    raise_danger(keys_of(code), once="x")
    page = triage.post(f"{_address()}reply/", {"text": WORDS, "once": "1", "based_on": "1"})
    assert "The sender says: I am in danger now" in _above_the_message(page)
    triage.post(f"{_address()}reply/", {**hidden_fields(page), "go": "send"})
    assert _messages() == 1


def test_who_changes_the_reply_meanwhile_still_sees_what_came(
    sender: Sender, triage: Client
) -> None:
    code = sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    add_to_tip(keys_of(code), text="Do not write.", once="x")
    page = triage.post(f"{_address()}reply/", {**fields, "go": "change"})
    assert 'name="based_on" value="1"' in _text(page).split('id="reply"')[1]


def test_each_new_word_stops_the_reply_once_more(sender: Sender, triage: Client) -> None:
    code = sender.send()
    page = look_at_reply(triage, _address(), WORDS)
    for number in range(3):
        add_to_tip(keys_of(code), text=f"Word number {number}.", once=str(number))
        page = triage.post(f"{_address()}reply/", {**hidden_fields(page), "go": "send"})
        assert f"Word number {number}." in _above_the_message(page)
        assert f"Word number {number - 1}." not in _above_the_message(page)
    assert _messages() == 0


def test_a_reply_that_went_out_is_not_stopped_by_what_came_after(
    sender: Sender, triage: Client
) -> None:
    code = sender.send()
    fields = {**hidden_fields(look_at_reply(triage, _address(), WORDS)), "go": "send"}
    triage.post(f"{_address()}reply/", fields)
    add_to_tip(keys_of(code), text="Thank you.", once="x")
    page = triage.post(f"{_address()}reply/", fields, follow=True)
    assert "Your reply waits for the sender." in _text(page)
    assert _messages() == 1


def test_a_note_of_a_colleague_stops_no_reply(sender: Sender, triage: Client) -> None:
    sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    triage.post(f"{_address()}note/", {"text": "For us.", "once": "2"})
    triage.post(f"{_address()}reply/", {**fields, "go": "send"})
    assert _messages() == 1


@pytest.mark.parametrize("forged", ["", "x", "-1", "9" * 12, "0"])
def test_a_reply_that_says_falsely_what_was_seen_is_not_sent(
    sender: Sender, triage: Client, forged: str
) -> None:
    sender.send()
    fields = hidden_fields(look_at_reply(triage, _address(), WORDS))
    page = triage.post(f"{_address()}reply/", {**fields, "based_on": forged, "go": "send"})
    assert page.status_code == 200
    assert WORDS.rsplit(maxsplit=1)[-1] in _text(page)
    assert _messages() == 0
