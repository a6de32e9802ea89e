"""Coming back with a receipt code."""

import re
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.test import Client

from reports import seals
from reports.inbox.services import reply_to_sender
from reports.intake import actions, hashing, returning, services, tokens
from reports.intake.store import count_return
from reports.models import Access, Entry, Report
from tests.member import read_tip
from tests.sender import STORY, Sender
from vault.errors import Unopenable
from vault.identity import Identity
from vault.receipts import new_code, sender_keys
from vault.report_keys import ReportKeys
from vault.sealing import open_identity

pytestmark = pytest.mark.django_db


def test_the_code_shows_the_status_and_never_what_was_told(sender: Sender) -> None:
    code = sender.send()
    sender.come_back(code)
    assert "Received" in sender.text
    assert "There is no message yet." in sender.text
    assert STORY not in sender.text
    assert code not in sender.text


@pytest.mark.parametrize("separator", ["", " ", "-", "\u2009", " – ", "."])
def test_the_code_may_be_written_in_many_ways(sender: Sender, separator: str) -> None:
    code = sender.send()
    written = separator.join(code[i : i + 4] for i in range(0, 20, 4))
    assert sender.come_back(written).status_code == 200
    assert "Where it stands" in sender.text


def test_the_code_may_be_written_in_other_digits(sender: Sender) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    sender.come_back(sender.send().translate(arabic))
    assert "Where it stands" in sender.text


def test_the_committee_and_the_sender_write_back_and_forth(
    sender: Sender, unlocked_triage: Any
) -> None:
    code = sender.send()
    report = Report.objects.get()
    reply_to_sender(unlocked_triage, report, text="Which <market> do you mean?", once="1")
    sender.come_back(code)
    assert "Which <market> do you mean?" in sender.text
    sender.press("add", "/reply/", text="The one by the sea.")
    assert "We have what you wrote." in sender.text
    assert "The one by the sea." not in sender.text
    entries = read_tip(unlocked_triage, report)
    assert [entry.kind for entry in entries] == ["answers", "message", "addition"]
    assert entries[-1].text == "The one by the sea."


def test_an_addition_marks_the_tip_unread(sender: Sender) -> None:
    code = sender.send()
    Report.objects.update(unread=False)
    sender.come_back(code)
    sender.press("add", "/reply/", text="One thing more.")
    assert Report.objects.get().unread


def test_the_same_page_sent_twice_adds_once(sender: Sender) -> None:
    sender.come_back(sender.send())
    page = {**sender.hidden, "go": "add", "text": "One thing more."}
    for _again in range(2):
        sender.page = sender.browser.post("/en/report/reply/", page)
        assert sender.page.status_code == 200
    assert Entry.objects.filter(kind="addition").count() == 1


def test_the_same_words_on_a_new_page_are_added_again(sender: Sender) -> None:
    sender.come_back(sender.send())
    sender.press("add", "/reply/", text="Please answer.")
    sender.press("add", "/reply/", text="Please answer.")
    assert Entry.objects.filter(kind="addition").count() == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_an_addition_that_does_not_do_is_told_so(sender: Sender, text: str) -> None:
    sender.come_back(sender.send())
    sender.press("add", "/reply/", text=text)
    assert "<title>Error: " in sender.text
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("slip", ["1234", "x" * 20, "0" * 19, "12345678901234567890" * 9, "\0"])
def test_a_mistyped_code_is_told_so_without_hashing(
    sender: Sender, slip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "sender_keys", None)  # calling it would fail
    sender.come_back(slip)
    assert sender.page.status_code == 200
    assert "A digit is wrong or missing." in sender.text or "Write your code." in sender.text


def test_a_slip_of_one_digit_is_told_so(sender: Sender) -> None:
    code = sender.send()
    slip = code[:7] + str((int(code[7]) + 1) % 10) + code[8:]
    sender.come_back(slip)
    assert "A digit is wrong or missing." in sender.text
    assert slip in sender.text


def test_an_unknown_code_gets_one_sentence(sender: Sender) -> None:
    sender.send()
    sender.come_back(new_code())
    assert "No tip has this code." in sender.text


def test_an_unknown_code_costs_what_a_known_one_costs(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    work: list[str] = []

    def counted(name: str, function: Any) -> Any:
        def count(*args: Any, **kwargs: Any) -> Any:
            work.append(name)
            return function(*args, **kwargs)

        return count

    known = sender.send()
    monkeypatch.setattr(hashing, "sender_keys", counted("hash", sender_keys))
    monkeypatch.setattr(seals, "open_identity", counted("open", open_identity))
    count_return(opened=True)  # the row of the week is there
    with django_assert_num_queries(4):
        sender.come_back(known)
    of_known, work[:] = list(work), []
    with django_assert_num_queries(4):
        sender.come_back(new_code())
    assert work == of_known == ["hash", "open"]


def test_an_open_conversation_costs_no_further_hash(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.come_back(sender.send())
    monkeypatch.setattr(hashing, "sender_keys", None)
    sender.press("add", "/reply/", text="One thing more.")
    assert "We have what you wrote." in sender.text


def test_an_expired_conversation_asks_for_the_code_and_keeps_the_words(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = sender.send()
    sender.come_back(code)
    monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    sender.press("add", "/reply/", text="Not yet sent words.")
    assert "Write your code again." in sender.text
    assert "Not yet sent words." in sender.text
    monkeypatch.undo()
    fields = {"receipt_code": code, "text": "Not yet sent words."}
    sender.page = sender.browser.post("/en/report/reply/", fields)
    assert "Not yet sent words." in sender.text
    assert not Entry.objects.filter(kind="addition").exists()


def test_closing_and_leaving_end_the_conversation(sender: Sender) -> None:
    code = sender.send()
    sender.come_back(code)
    page = sender.hidden
    assert sender.press("close", "/reply/").status_code == 410
    assert sender.browser.post("/en/report/reply/", page).status_code == 410
    sender.come_back(code)
    page = sender.hidden
    sender.browser.post("/leave", {"form": sender.form_id})
    assert sender.browser.post("/en/report/reply/", page).status_code == 410


def test_an_exchanged_recipient_is_refused(sender: Sender) -> None:
    keys = hashing.keys_of(sender.send())
    Report.objects.update(case_recipient=Identity.generate().recipient)
    with pytest.raises(services.UntrustedRecipient):
        actions.add_to_tip(keys, text="Something", once="x")
    assert Entry.objects.count() == 1


def test_pieces_that_do_not_fit_are_told_so_and_nothing_is_stored(sender: Sender) -> None:
    code = sender.send()
    sender.come_back(code)
    Report.objects.update(case_recipient=Identity.generate().recipient)
    sender.press("add", "/reply/", text="Words that must not go to somebody else.")
    assert "Your tip does not open just now" in sender.text
    Access.objects.update(sealed_thread=b"rubbish")
    sender.come_back(code)
    assert "Your tip does not open just now" in sender.text
    assert Entry.objects.count() == 1


def test_pieces_swapped_between_tips_do_not_open(sender: Sender) -> None:
    one, two = hashing.keys_of(sender.send()), hashing.keys_of(sender.send())
    first, second = Access.objects.get(lookup=one.lookup), Access.objects.get(lookup=two.lookup)
    Access.objects.filter(pk=first.pk).update(sealed_thread=second.sealed_thread)
    with pytest.raises(Unopenable):
        returning.conversation(one)


def test_the_code_is_not_stored_and_opens_only_the_thread(
    sender: Sender, unlocked_triage: Any
) -> None:
    keys = hashing.keys_of(sender.send())
    report = Report.objects.get()
    answers = report.entries.get()
    thread = seals.open_thread(
        bytes(report.access.sealed_thread), report=report.pk, identity=keys.identity
    )
    for identity in (keys.identity, thread):
        with pytest.raises(Unopenable):
            seals.open_from_sender(answers, ReportKeys(case=identity, thread=thread))
        with pytest.raises(Unopenable):
            seals.open_case(report, identity)


def test_a_visitor_without_a_code_sees_the_form(client: Client, people: None) -> None:
    assert "Your secret code" in client.get("/en/report/reply/").content.decode()


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("", "From the sender"),
        ("more", "From the sender"),
        ("answer", "Answer from the sender"),
        ("correction", "Correction from the sender"),
    ],
)
def test_members_read_what_the_sender_says_it_is(
    sender: Sender, unlocked_triage: Any, kind: str, title: str
) -> None:
    sender.come_back(sender.send())
    sender.press("add", "/reply/", text="The one by the sea.", kind=kind)
    assert read_tip(unlocked_triage, Report.objects.get())[-1].title == title
    assert Entry.objects.filter(kind="addition").count() == 1


@pytest.mark.parametrize("kind", ["danger", "answers", "message", "strange"])
def test_a_kind_that_is_not_offered_is_told_so_and_nothing_is_stored(
    sender: Sender, kind: str
) -> None:
    sender.come_back(sender.send())
    sender.press("add", "/reply/", text="The one by the sea.", kind=kind)
    assert "<title>Error: " in sender.text
    assert "The one by the sea." in sender.text
    assert Entry.objects.count() == 1


def test_the_kind_is_nowhere_in_clear(sender: Sender) -> None:
    sender.come_back(sender.send())
    sender.press("add", "/reply/", text="The one by the sea.", kind="correction")
    entry = Entry.objects.filter(kind="addition").values().get()
    assert "correction" not in str(entry)


def test_changed_words_of_a_second_send_are_a_correction(
    sender: Sender, unlocked_triage: Any
) -> None:
    keys = hashing.keys_of(new_code())
    for story in ("The first words of it.", "The second words of it."):
        services.report_submit(keys, answers={"story": story}, language="en")
    assert [entry.title for entry in read_tip(unlocked_triage, Report.objects.get())] == [
        "",
        "Correction from the sender",
    ]


@pytest.mark.parametrize("go", ["", "stay", "start", "continue", "add-", "strange"])
def test_a_button_that_there_is_not_shows_the_conversation_and_stores_nothing(
    sender: Sender, go: str
) -> None:
    sender.come_back(sender.send())
    sender.press(go, "/reply/", text="")
    assert sender.page.status_code == 200
    assert "Where it stands" in sender.text
    assert Entry.objects.count() == 1


def test_the_enter_key_sends_and_never_deletes_or_withdraws(
    sender: Sender, unlocked_triage: Any
) -> None:
    code = sender.send()
    reply_to_sender(unlocked_triage, Report.objects.get(), text="Which house?", once="1")
    sender.come_back(code)
    first = re.search(r'<button[^>]*form="mh-form"[^>]*>', sender.text)
    assert first
    assert 'value="add"' in first.group()


@pytest.mark.parametrize("place", ["conversation", "danger", "withdraw", "withdrawn"])
@pytest.mark.parametrize("way", ["leave", "close", "idle"])
def test_every_page_of_a_conversation_dies_by_leave_close_and_waiting(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, place: str, way: str
) -> None:
    sender.come_back(sender.send())
    if place != "conversation":
        sender.press(place, "/reply/")
    page = sender.hidden
    if way == "leave":
        sender.browser.post("/leave", {"form": sender.form_id})
    elif way == "close":
        sender.press("close", "/reply/")
    else:
        monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    for go in ("show", "add", "danger", "withdrawn", "back"):
        answer = sender.browser.post("/en/report/reply/", {**page, "go": go, "text": "x"})
        assert answer.status_code == (200 if way == "idle" else 410)
        assert "Where it stands" not in answer.content.decode()
    assert Entry.objects.filter(kind="addition").count() == (place == "danger")


def test_the_pages_of_a_conversation_are_light(sender: Sender) -> None:
    code = sender.send()
    sizes = {"receipt": len(brotli.compress(sender.page.content))}
    sender.come_back(code)
    sizes["conversation"] = len(brotli.compress(sender.page.content))
    for place in ("danger", "withdraw", "withdrawn"):
        sender.press(place, "/reply/")
        sizes[place] = len(brotli.compress(sender.page.content))
    assert max(sizes.values()) <= 6_000, sizes


def _type_the_code(sender: Sender, code: str) -> dict[str, str]:
    """As a browser does it. Gives what it would send again at Back and Reload."""
    sender.get("/reply/")
    sent = {**sender.hidden, "receipt_code": code}
    sender.page = sender.browser.post("/en/report/reply/", sent)
    return sent


def _send_again(sender: Sender, sent: dict[str, str]) -> None:
    sender.page = sender.browser.post("/en/report/reply/", sent)


@pytest.mark.parametrize("way", ["leave", "close"])
def test_a_browser_that_sends_the_code_again_after_leaving_opens_nothing(
    sender: Sender, way: str
) -> None:
    code = sender.send()
    sent = _type_the_code(sender, code)
    assert "Where it stands" in sender.text
    if way == "leave":
        sender.browser.post("/leave", {"form": sender.form_id})
    else:
        sender.press("close", "/reply/")
    _send_again(sender, sent)
    assert sender.page.status_code == 410
    assert "Where it stands" not in sender.text
    assert code[:4] not in sender.text
    _type_the_code(sender, code)  # on a new page the code goes on working
    assert "Where it stands" in sender.text


def test_a_code_that_was_mistyped_first_is_not_shown_after_leaving_either(sender: Sender) -> None:
    code = sender.send()
    mistyped = _type_the_code(sender, code[:-1])
    sent = {**sender.hidden, "receipt_code": code}
    _send_again(sender, sent)
    assert "Where it stands" in sender.text
    sender.browser.post("/leave", {"form": sender.form_id})
    for again in (mistyped, sent):
        _send_again(sender, again)
        assert sender.page.status_code == 410
        assert code[:4] not in sender.text


def test_leaving_the_page_that_asks_for_the_code_ends_it(sender: Sender) -> None:
    code = sender.send()
    mistyped = _type_the_code(sender, code[:-1])
    sender.browser.post("/leave", {"form": sender.form_id})
    _send_again(sender, mistyped)
    assert sender.page.status_code == 410


def test_the_code_sent_again_after_30_minutes_is_asked_for(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = _type_the_code(sender, sender.send())
    monkeypatch.setattr(tokens, "IDLE_LIMIT", -1)
    _send_again(sender, sent)
    assert "Write your code again." in sender.text
    assert "Where it stands" not in sender.text


def test_a_page_of_keys_that_are_gone_asks_for_the_code(sender: Sender) -> None:
    code = sender.send()
    _send_again(sender, {"page": "nonsense", "receipt_code": code})
    assert "Write your code again." in sender.text
    _send_again(sender, {**sender.hidden, "receipt_code": code})
    assert "Where it stands" in sender.text


def test_the_page_that_asks_for_the_code_needs_no_memory(client: Client, settings: Any) -> None:
    settings.RUN_DIR = "/dev/null/nowhere"
    answer = client.get("/en/report/reply/")
    assert answer.status_code == 200
    assert 'name="receipt_code"' in answer.content.decode()
