"""The list of tips and one tip, as a member sees them."""

from collections.abc import Callable
from html import unescape
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AgencyKey, AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox import reading
from reports.models import Entry, Report
from tests.member import found_partner
from tests.sender import STORY, Sender
from tests.staff_replies import look_at_reply, send_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(sender: Sender) -> str:
    return sender.send()


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def test_the_list_shows_the_first_words_place_and_kind(code: str, triage: Client) -> None:
    page = _text(triage.get("/staff/inbox/"))
    assert STORY[:60] in page
    assert "Dili" in page
    assert "Cannot leave, or is watched" in page
    assert ">New<" in page


def test_danger_stands_first(sender: Sender, triage: Client) -> None:
    sender.send("A quiet story, nothing urgent in it.")
    sender.send("Somebody is locked in right now.", danger="yes")
    sender.send("Another quiet story that can wait.")
    page = _text(triage.get("/staff/inbox/"))
    assert page.index("locked in") < page.index("quiet story")
    assert page.count("Danger now") == 1


def test_opening_a_tip_shows_the_answers_and_tells_the_sender(
    code: str, triage: Client, sender: Sender
) -> None:
    report = Report.objects.get()
    page = _text(triage.get(f"/staff/inbox/{report.pk}/"))
    assert STORY in page
    assert "2 to 5" in page
    assert ">New<" not in _text(triage.get("/staff/inbox/"))
    sender.come_back(code)
    assert "Being read" in sender.text


def test_a_reply_reaches_the_sender_and_the_answer_the_member(
    code: str, triage: Client, sender: Sender
) -> None:
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    answer = send_reply(triage, address, "Which house <is> it?")
    assert answer.headers["Location"] == address
    assert "Your reply waits for the sender." in _text(triage.get(address))
    sender.come_back(code)
    assert "Which house <is> it?" in sender.text
    sender.press("add", "/reply/", text="The blue one.")
    assert "The blue one." in _text(triage.get(address))


def test_a_reply_pressed_twice_is_sent_once(code: str, triage: Client) -> None:
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    for once in ("1", "1", "2"):
        send_reply(triage, address, "Thank you.", once)
    assert Entry.objects.filter(kind="message").count() == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "\0"])
def test_a_reply_that_does_not_do_is_told_so_and_not_sent(
    code: str, triage: Client, text: str
) -> None:
    answer = look_at_reply(triage, f"/staff/inbox/{Report.objects.get().pk}/", text)
    assert answer.status_code == 200
    assert "<title>Error: " in _text(answer)
    assert not Entry.objects.filter(kind="message").exists()


def test_a_tip_that_is_not_there_gets_404(code: str, triage: Client) -> None:
    for strange in (str(uuid4()), "1", "not-an-id"):
        assert triage.get(f"/staff/inbox/{strange}/").status_code == 404


def test_a_member_of_another_agency_does_not_learn_of_the_tip(
    code: str, sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    stranger = sign_in("editor")
    report = Report.objects.get()
    assert "There is no tip." in _text(stranger.get("/staff/inbox/"))
    assert stranger.get(f"/staff/inbox/{report.pk}/").status_code == 404
    for part in ("note/", "reply/", "entries/1/translation/", "entries/1/sharing/"):
        said = {"text": "hello", "once": "1", "go": "send", "based_on": "1", "language": "en"}
        assert stranger.post(f"/staff/inbox/{report.pk}/{part}", said).status_code == 404
    assert Entry.objects.count() == 1
    refused = AuditEvent.objects.filter(action="refused", actor="editor")
    assert str(report.pk) in {event.detail.get("id") for event in refused}


def test_a_member_whose_key_was_taken_sees_nothing(code: str, triage: Client) -> None:
    AgencyKey.objects.all().delete()
    assert "There is no tip." in _text(triage.get("/staff/inbox/"))


def test_every_opening_of_a_tip_and_every_reply_is_in_the_trail(
    code: str, triage: Client, sign_in: Callable[[str], Client]
) -> None:
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    triage.get(address)
    triage.get(address)
    sign_in("lead").get(address)
    send_reply(triage, address, "Which house?")
    target = f"tip/{Report.objects.get().pk}"
    trail = list(
        AuditEvent.objects.filter(target=target).values_list("action", "actor").order_by("number")
    )
    assert trail == [
        ("tip.viewed", "triage"),
        ("tip.viewed", "triage"),
        ("tip.viewed", "lead"),
        ("tip.replied", "triage"),
    ]
    assert "house" not in str(AuditEvent.objects.values_list())


def test_damaged_pieces_are_told_and_break_no_page(code: str, triage: Client) -> None:
    report = Report.objects.get()
    Entry.objects.update(sealed=b"age-encryption.org/v1\nrubbish")
    assert "This part does not open." in _text(triage.get(f"/staff/inbox/{report.pk}/"))
    Report.objects.update(sealed_card=b"rubbish")
    assert "This tip does not open." in _text(triage.get("/staff/inbox/"))
    Report.objects.update(sealed_case=b"rubbish")
    page = triage.get(f"/staff/inbox/{report.pk}/")
    assert page.status_code == 200
    assert "This tip does not open." in _text(page)
    assert AuditEvent.objects.filter(action="tip.damaged").count() == 2


def test_an_entry_moved_to_another_tip_does_not_open(sender: Sender, triage: Client) -> None:
    sender.send()
    sender.send("A second story, about somebody else.")
    one, two = Report.objects.order_by("pk")
    Entry.objects.filter(report=one).update(sealed=bytes(two.entries.get().sealed))
    assert "This part does not open." in _text(triage.get(f"/staff/inbox/{one.pk}/"))


def test_the_queries_of_the_list_do_not_grow_with_the_tips(sender: Sender, triage: Client) -> None:
    for _tip in range(12):
        sender.send()
    with CaptureQueriesContext(connection) as captured:
        triage.get("/staff/inbox/")
    # A transaction's own words ask the tables for nothing.
    asked = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 10, asked


def test_hostile_words_are_shown_as_words(sender: Sender, triage: Client) -> None:
    sender.send("<script>alert(1)</script> and more words")
    report = Report.objects.get()
    for path in ("/staff/inbox/", f"/staff/inbox/{report.pk}/"):
        assert b"<script>alert" not in triage.get(path).content


def test_an_addition_that_comes_while_the_tip_is_opened_stays_unread(
    code: str, triage: Client, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_while_the_sender_adds(*arguments: Any, **named: Any) -> Any:
        entries = reading.timeline(*arguments, **named)
        sender.come_back(code)
        sender.press("add", "/reply/", text="It happened again just now.")
        return entries

    late = mock.Mock(wraps=reading, timeline=read_while_the_sender_adds)
    monkeypatch.setattr("reports.inbox.tip.page.reading", late)
    report = Report.objects.get()
    assert "just now" not in _text(triage.get(f"/staff/inbox/{report.pk}/"))
    assert Report.objects.get().unread


def test_whom_the_sender_excluded_stands_in_the_list_and_on_top_of_the_tip(
    sender: Sender, triage: Client
) -> None:
    sender.send(exclude=["nobody", "police", "local"])
    sentence = "Must not see it: The police, The local authority: chief or administration"
    page = _text(triage.get(f"/staff/inbox/{Report.objects.get().pk}/"))
    assert sentence in page
    assert page.index(sentence) < page.index(STORY)
    assert sentence in _text(triage.get("/staff/inbox/"))


@pytest.mark.parametrize("chosen", [[], ["nobody"], ["unknown"], ["unsaid", "nobody"]])
def test_where_nobody_is_excluded_nothing_says_so(
    sender: Sender, triage: Client, chosen: list[str]
) -> None:
    sender.send(exclude=chosen)
    assert "Must not see it" not in _text(triage.get(f"/staff/inbox/{Report.objects.get().pk}/"))
    assert "Must not see it" not in _text(triage.get("/staff/inbox/"))
