"""A sender deletes a message that they have read: gone for the code, and members keep theirs."""

from html import unescape
from typing import Any

import pytest

from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import open_keys
from reports.inbox.services import reply_to_sender
from reports.intake import actions, hashing, store
from reports.models import Entry, Report
from tests.member import read_tip, unlocked
from tests.sender import Sender
from tests.test_thieves import read_with
from vault.errors import Unopenable

pytestmark = pytest.mark.django_db
WORDS = ("First answer.", "Second answer.")


@pytest.fixture
def code(sender: Sender) -> str:
    code = sender.send()
    for number, words in enumerate(WORDS):
        reply_to_sender(unlocked("triage"), Report.objects.get(), text=words, once=str(number))
    sender.come_back(code)
    return code


def _delete(sender: Sender, number: int) -> None:
    sender.press(f"delete-{number}", "/reply/")
    sender.press(f"delete-{number}", "/reply/")


def test_the_first_press_asks_and_deletes_nothing(sender: Sender, code: str) -> None:
    sender.press("delete-2", "/reply/")
    assert "Delete this message?" in sender.text
    assert "First answer." not in sender.text
    sender.press("show", "/reply/")
    assert "First answer." in sender.text


def test_the_second_deletes_that_message_for_good(sender: Sender, code: str) -> None:
    _delete(sender, 2)
    assert "Your code does not open that message any more." in sender.text
    for _page in ("at once", "at the next return"):
        assert "First answer." not in sender.text
        assert "Second answer." in sender.text
        assert "This message was deleted with your code." in sender.text
        sender.come_back(code)
    assert bytes(Entry.objects.get(number=2).sealed) == b""


def test_members_read_their_copy_and_see_that_it_was_deleted(
    sender: Sender, code: str, sign_in: Any
) -> None:
    _delete(sender, 2)
    page = unescape(
        sign_in("lead").get(f"/staff/inbox/{Report.objects.get().pk}/").content.decode()
    )
    assert all(words in page for words in WORDS)
    assert page.count("The sender deleted their copy of this message.") == 1


def test_the_number_stays_taken(sender: Sender, code: str, unlocked_triage: Unlocked) -> None:
    _delete(sender, 3)
    reply_to_sender(unlocked_triage, Report.objects.get(), text="Third.", once="3")
    numbers = [entry.number for entry in Report.objects.get().entries.all()]
    assert numbers == [1, 2, 3, 4]
    texts = [entry.text for entry in read_tip(unlocked_triage, Report.objects.get())[1:]]
    assert texts == ["First answer.", "Second answer.", "Third."]


def test_the_code_opens_the_replies_that_are_left_and_never_a_members_copy(
    sender: Sender, code: str
) -> None:
    keys = hashing.keys_of(code)
    _delete(sender, 2)
    assert read_with(keys.identity) == {"thread", "message"}
    _delete(sender, 3)
    assert read_with(keys.identity) == {"thread"}


def test_the_thread_does_not_open_a_members_copy_nor_the_case_the_senders(
    code: str, unlocked_triage: Unlocked
) -> None:
    report = Report.objects.get()
    keys = open_keys(unlocked_triage, report)
    entries = list(report.entries.select_related("member"))
    believed = seals.authors_of(entries)
    for message in entries[1:]:
        assert seals.open_message(message, keys.thread, believed=believed)
        assert seals.open_message_copy(message, keys.case, believed=believed)
        with pytest.raises(Unopenable):
            seals.open_message(message, keys.case, believed=believed)
        with pytest.raises(Unopenable):
            seals.open_message_copy(message, keys.thread, believed=believed)
        message.sealed, message.sealed_to_case = message.sealed_to_case or b"", message.sealed
        for opening, key in (
            (seals.open_message, keys.case),
            (seals.open_message_copy, keys.thread),
        ):
            with pytest.raises(Unopenable):
                opening(message, key, believed=believed)


@pytest.mark.parametrize("damage", ["swapped", "rubbish", "gone"])
def test_a_members_copy_that_was_tampered_with_is_not_shown(
    sender: Sender, code: str, unlocked_triage: Unlocked, damage: str
) -> None:
    first, second = Entry.objects.filter(kind="message")
    tampered = {"swapped": second.sealed_to_case, "rubbish": b"rubbish", "gone": None}[damage]
    Entry.objects.filter(pk=first.pk).update(sealed_to_case=tampered)
    texts = [entry.text for entry in read_tip(unlocked_triage, Report.objects.get())[1:]]
    assert texts == [None, "Second answer."]


def test_copies_that_say_different_things_are_not_shown_to_members(
    code: str, unlocked_triage: Unlocked
) -> None:
    report = Report.objects.get()
    member = unlocked_triage
    other = seals.seal_message(
        "Something else.",
        report=report.pk,
        number=2,
        author=member.user.username,
        key=member.signing_key,
        keys=open_keys(member, report),
    )
    Entry.objects.filter(number=2).update(sealed_to_case=other.to_case)
    assert read_tip(member, report)[1].text is None


def test_the_same_page_sent_twice_deletes_once(sender: Sender, code: str) -> None:
    sender.press("delete-2", "/reply/")
    page = {**sender.hidden, "go": "delete-2"}
    for _again in range(2):
        answer = sender.browser.post("/en/report/reply/", page)
        assert answer.status_code == 200
    assert Entry.objects.filter(deleted_by_sender=True).count() == 1


@pytest.mark.parametrize(
    "number", ["", "1", "0", "4", "-2", "2 ", "²", "٢", "x", "9" * 9, "9" * 5_000, "2'; --"]
)
def test_a_number_that_is_no_message_deletes_nothing(
    sender: Sender, code: str, number: str
) -> None:
    before = list(Entry.objects.values_list("sealed", flat=True))
    fields = {**sender.hidden, "go": f"delete-{number}", "sure": number}
    answer = sender.browser.post("/en/report/reply/", fields)
    assert answer.status_code == 200
    assert list(Entry.objects.values_list("sealed", flat=True)) == before


def test_what_the_sender_wrote_cannot_be_deleted_this_way(sender: Sender, code: str) -> None:
    keys = hashing.keys_of(code)
    actions.add_to_tip(keys, text="More.", once="x")
    for number in (1, 4):
        actions.delete_message(keys, number=number)
    assert not Entry.objects.filter(deleted_by_sender=True).exists()


def test_another_code_deletes_nothing_here(sender: Sender, code: str) -> None:
    other = hashing.keys_of(sender.send())
    actions.delete_message(other, number=2)
    assert not Entry.objects.filter(deleted_by_sender=True).exists()


def test_a_message_without_a_members_copy_is_never_lost(sender: Sender, code: str) -> None:
    Entry.objects.filter(number=2).update(sealed_to_case=None)
    actions.delete_message(hashing.keys_of(code), number=2)
    assert not Entry.objects.filter(deleted_by_sender=True).exists()


def test_nothing_is_deleted_in_a_withdrawn_tip(sender: Sender, code: str) -> None:
    keys = hashing.keys_of(code)
    actions.withdraw(keys)
    with pytest.raises(store.Withdrawn):
        actions.delete_message(keys, number=2)
    assert not Entry.objects.filter(deleted_by_sender=True).exists()
