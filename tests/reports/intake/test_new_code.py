"""The code that a member saw is replaced at the caller's first return."""

from typing import Any

import pytest

from accounts.unlocked import Unlocked
from reports.inbox.services import enter_tip, reply_to_sender
from reports.intake import actions, hashing, returning, services, store, tokens
from reports.models import Access, Report
from tests.sender import STORY, Sender
from tests.test_thieves import read_with
from vault.identity import Identity
from vault.receipts import new_code, sender_keys

pytestmark = pytest.mark.django_db
OFFER = "Here is a new code for you alone"


@pytest.fixture
def code(sender: Sender, unlocked_triage: Unlocked) -> str:
    """The code of a tip that a member wrote down, and answered since."""
    code = new_code()
    enter_tip(
        unlocked_triage,
        hashing.keys_of(code),
        answers={"story": STORY},
        language="en",
        channel=Report.Channel.PHONE,
    )
    reply_to_sender(unlocked_triage, Report.objects.get(), text="Which house?", once="1")
    return code


def _tick(sender: Sender) -> Any:
    return sender.press("", "/new-code/", kept="on")


def test_the_first_return_shows_a_new_code_and_nothing_else(sender: Sender, code: str) -> None:
    sender.come_back(code)
    assert OFFER in sender.text
    assert sender.code != code
    for hidden in ("Which house?", STORY, code, "Where it stands"):
        assert hidden not in sender.text


def test_after_the_tick_the_new_code_opens_the_tip_and_the_old_one_nothing(
    sender: Sender, code: str
) -> None:
    sender.come_back(code)
    new = sender.code
    _tick(sender)
    assert "Which house?" in sender.text
    assert new not in sender.text
    sender.come_back(new)
    assert "Which house?" in sender.text
    sender.come_back(code)
    assert "No tip has this code." in sender.text
    assert read_with(hashing.keys_of(code).identity) == set()
    assert read_with(hashing.keys_of(new).identity) == {"thread", "message"}


def test_until_the_tick_the_old_code_holds_however_often_it_is_used(
    sender: Sender, code: str
) -> None:
    offered = set()
    for _return in range(3):
        sender.come_back(code)
        assert OFFER in sender.text
        offered.add(sender.code)
    assert len(offered) == 3
    for never_ticked in offered:
        sender.come_back(never_ticked)
        assert "No tip has this code." in sender.text


def test_without_the_tick_nothing_changes(sender: Sender, code: str) -> None:
    sender.come_back(code)
    shown = sender.code
    sender.press("", "/new-code/")
    assert "<title>Error: " in sender.text
    assert sender.code == shown
    assert Access.objects.get().lookup == hashing.keys_of(code).lookup


def test_one_page_sent_twice_replaces_once_and_the_new_code_holds(
    sender: Sender, code: str
) -> None:
    sender.come_back(code)
    old, new = hashing.keys_of(code), hashing.keys_of(sender.code)
    for _again in range(3):
        actions.replace_code(old, new)
    assert Access.objects.get().lookup == new.lookup
    page = {**sender.hidden, "kept": "on"}
    assert sender.browser.post("/en/report/new-code/", page).status_code == 200
    assert sender.browser.post("/en/report/new-code/", page).status_code == 302
    assert returning.conversation(new) is not None


def test_an_answer_that_was_lost_costs_nothing(
    sender: Sender, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is replaced, and the page that says so never arrives."""
    sender.come_back(code)
    new, page = sender.code, {**sender.hidden, "kept": "on"}
    actions.replace_code(hashing.keys_of(code), hashing.keys_of(new))
    sender.page = sender.browser.post("/en/report/new-code/", page)
    assert "Which house?" in sender.text
    sender.come_back(new)
    assert "Which house?" in sender.text


def test_of_two_open_pages_the_first_that_is_ticked_holds(sender: Sender, code: str) -> None:
    sender.come_back(code)
    first, page = sender.code, {**sender.hidden, "kept": "on"}
    sender.come_back(code)
    assert sender.code != first
    other = {**sender.hidden, "kept": "on"}
    sender.browser.post("/en/report/new-code/", page)
    sender.page = sender.browser.post("/en/report/new-code/", other)
    assert sender.page.status_code == 410
    assert "a newer code took the place of this one" in sender.text
    sender.come_back(first)
    assert "Which house?" in sender.text


def test_leaving_ends_the_page_and_keeps_the_old_code(sender: Sender, code: str) -> None:
    sender.come_back(code)
    page = {**sender.hidden, "kept": "on"}
    sender.browser.post("/leave", {"form": sender.form_id})
    assert sender.browser.post("/en/report/new-code/", page).status_code == 302
    sender.come_back(code)
    assert OFFER in sender.text


def test_a_page_left_open_too_long_shows_no_code(
    sender: Sender, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.come_back(code)
    shown = sender.code
    monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    _tick(sender)
    assert sender.page.status_code == 410
    assert shown[:4] not in sender.text


def test_the_return_costs_one_hash_and_the_tick_one_more(
    sender: Sender, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def counted(code: str, **kwargs: Any) -> Any:
        hashed.append(code)
        return sender_keys(code, **kwargs)

    monkeypatch.setattr(hashing, "sender_keys", counted)
    sender.come_back(code)
    assert hashed == [code]
    new = sender.code
    _tick(sender)
    assert hashed == [code, new]


def test_an_exchanged_recipient_is_not_vouched_for_by_the_new_code(code: str) -> None:
    old, new = hashing.keys_of(code), hashing.keys_of(new_code())
    Report.objects.update(case_recipient=Identity.generate().recipient)
    with pytest.raises(services.UntrustedRecipient):
        actions.replace_code(old, new)
    assert Access.objects.get().lookup == old.lookup


def test_a_code_that_only_its_sender_saw_is_never_replaced(sender: Sender, code: str) -> None:
    own = sender.send()
    sender.come_back(own)
    assert OFFER not in sender.text
    with pytest.raises(store.Gone):
        actions.replace_code(hashing.keys_of(own), hashing.keys_of(new_code()))
    sender.come_back(own)
    assert "Where it stands" in sender.text


def test_what_is_written_after_the_change_reaches_members(sender: Sender, code: str) -> None:
    sender.come_back(code)
    _tick(sender)
    sender.press("add", "/reply/", text="The blue one.")
    assert "We have what you wrote." in sender.text


@pytest.mark.parametrize("token", ["", "x", "gAAAAA"])
def test_a_strange_token_changes_nothing(sender: Sender, code: str, token: str) -> None:
    answer = sender.browser.post("/en/report/new-code/", {"token": token, "kept": "on"})
    assert answer.status_code == 400
    assert Access.objects.get().seen_by_staff


def test_the_token_of_another_page_does_not_replace(sender: Sender, code: str) -> None:
    sender.come_back(sender.send())
    answer = sender.browser.post("/en/report/new-code/", {**sender.hidden, "kept": "on"})
    assert answer.status_code == 400
    assert sender.browser.get("/en/report/new-code/").status_code == 302
