"""A tip that a member writes down for somebody on the telephone or at the door."""

import re
import threading
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from portal.roles import PortalRole
from reports.intake import hashing
from reports.intake.hashing import keys_of
from reports.models import Access, Entry, Report
from tests.conftest import as_role
from tests.member import read_tip
from tests.sender import ANSWERS, STORY, Sender

pytestmark = pytest.mark.django_db


class Clerk(Sender):
    """A member who fills in the form for a caller."""

    def __init__(self, browser: Client, channel: str = "phone") -> None:
        super().__init__(browser, "en")
        self.base = "/staff/inbox/new"
        self.channel = channel

    def press(self, go: str, path: str = "", **fields: Any) -> Any:
        return super().press(go, path or f"/{self.channel}/", **fields)


@pytest.fixture
def clerk(sign_in: Callable[[str], Client]) -> Clerk:
    return Clerk(sign_in("triage"))


@pytest.mark.parametrize(("slug", "channel"), [("phone", "phone"), ("walk-in", "walk_in")])
def test_the_same_form_makes_a_tip_with_its_channel(
    clerk: Clerk, slug: str, channel: str, unlocked_triage: Unlocked
) -> None:
    clerk.channel = slug
    code = clerk.send()
    report = Report.objects.get()
    assert report.channel == channel
    assert Access.objects.get().seen_by_staff
    assert Access.objects.get().lookup == keys_of(code).lookup
    told = dict(read_tip(unlocked_triage, report)[0].answers)
    assert STORY in told["What did you see, hear or live through?"]


def test_the_tip_has_the_callers_language_and_the_code_is_read_in_it(clerk: Clerk) -> None:
    clerk.press("start", spoken="id")
    for fields in ANSWERS.values():
        clerk.press("continue", **fields)
    clerk.press("send")
    assert Report.objects.get().language == "id"
    assert re.search(r'lang="id">.*(satu|dua|tiga|empat|lima|enam|tujuh)', clerk.text)


def test_a_language_that_there_is_not_becomes_the_members_own(clerk: Clerk) -> None:
    clerk.press("start", spoken="<xx>")
    for fields in ANSWERS.values():
        clerk.press("continue", **fields)
    clerk.press("send")
    assert Report.objects.get().language == "en"


def test_the_page_before_says_what_to_tell_the_caller(clerk: Clerk) -> None:
    clerk.get("/")
    assert "You need not give your name." in clerk.text
    assert "At your first return you get a new one." in clerk.text
    assert "By telephone" in clerk.text
    assert "In person" in clerk.text


def test_the_receipt_is_read_to_the_caller_and_says_that_it_will_be_replaced(
    clerk: Clerk,
) -> None:
    clerk.send()
    assert "At the first return a new one takes its place." in clerk.text
    assert "<details" in clerk.text


def test_the_caller_comes_back_on_the_public_side_and_gets_a_new_code(
    clerk: Clerk, client: Client
) -> None:
    code = clerk.send()
    caller = Sender(client, "en")
    caller.come_back(code)
    assert "Here is a new code for you alone" in caller.text
    new = caller.code
    caller.press("", "/new-code/", kept="on")
    caller.come_back(new)
    assert "Where it stands" in caller.text


def test_the_trail_says_who_and_how_and_nothing_of_what_was_told(clerk: Clerk) -> None:
    code = clerk.send()
    event = AuditEvent.objects.get(action="tip.entered")
    assert event.actor == "triage"
    assert event.target == f"tip/{Report.objects.get().pk}"
    assert event.detail == {"channel": "phone"}
    trail = str(list(AuditEvent.objects.values_list("detail", "target")))
    assert code not in trail
    assert STORY[:20] not in trail


def test_send_pressed_twice_makes_one_tip_one_code_and_one_event(clerk: Clerk) -> None:
    clerk.fill_in()
    page = {**clerk.hidden, "go": "send"}
    codes = set()
    for _again in range(2):
        clerk.page = clerk.browser.post("/staff/inbox/new/phone/", page)
        codes.add(clerk.code)
    assert len(codes) == 1
    assert Entry.objects.count() == 1
    assert AuditEvent.objects.filter(action="tip.entered").count() == 1


def test_back_change_and_a_missing_story_work_as_on_the_public_side(clerk: Clerk) -> None:
    clerk.start()
    clerk.press("continue", story="")
    assert "<title>Error: " in clerk.text
    clerk.fill_in()
    clerk.press("change-where")
    clerk.press("continue", **ANSWERS["where"])
    assert "Check your answers" in clerk.text


def test_every_page_of_it_has_the_staff_frame_and_no_public_link(clerk: Clerk) -> None:
    clerk.start()
    pages = [clerk.text]
    clerk.fill_in()
    pages.append(clerk.text)
    clerk.send_now()
    pages.append(clerk.text)
    for page in pages:
        assert 'action="/staff/sign-out/"' in page
        assert "/report/" not in page
        assert 'action="/leave"' not in page


def test_after_the_code_is_given_the_page_is_dead(clerk: Clerk) -> None:
    clerk.send()
    page = clerk.hidden
    answer = clerk.press("given")
    assert answer.headers["Location"] == "/staff/inbox/"
    for go in ("send", "continue"):
        answer = clerk.browser.post("/staff/inbox/new/phone/", {**page, "go": go})
        assert answer.status_code == 410
        assert not re.search(r"\d{4}</span>", answer.content.decode())


def test_nothing_is_kept_before_send(clerk: Clerk) -> None:
    clerk.fill_in()
    assert not Report.objects.exists()
    assert STORY not in str(dict(clerk.browser.session))


@pytest.mark.parametrize("channel", ["web", "strange", "walk_in"])
def test_there_is_no_other_channel(clerk: Clerk, channel: str) -> None:
    assert clerk.browser.post(f"/staff/inbox/new/{channel}/", {"go": "start"}).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "gAAAAA"])
def test_a_strange_token_gets_a_page_of_the_staff_side(clerk: Clerk, token: str) -> None:
    for go in ("continue", "send"):
        answer = clerk.browser.post("/staff/inbox/new/phone/", {"token": token, "go": go})
        assert answer.status_code == 400
        assert 'href="/staff/inbox/new/"' in answer.content.decode()
    answer = clerk.browser.post("/staff/inbox/new/phone/", {"token": token, "go": "given"})
    assert answer.status_code == 302


def test_looking_at_the_forms_address_leads_to_its_beginning(clerk: Clerk) -> None:
    answer = clerk.browser.get("/staff/inbox/new/phone/")
    assert answer.headers["Location"] == "/staff/inbox/new/"


@pytest.mark.parametrize("who", ["editor", "publisher", "admin", "auditor"])
def test_who_reads_no_tips_writes_none_down(sign_in: Callable[[str], Client], who: str) -> None:
    browser = sign_in(who)
    for path in ("", "phone/"):
        assert browser.get(f"/staff/inbox/new/{path}").status_code == 404
    assert browser.post("/staff/inbox/new/phone/", {"go": "start"}).status_code == 404


def test_a_stranger_reaches_none_of_it(client: Client, people: None) -> None:
    answer = client.post("/staff/inbox/new/phone/", {"go": "start"})
    assert answer.status_code == 302
    assert "mh-form" not in answer.content.decode()


def test_it_works_where_the_public_side_is_not_served(clerk: Clerk) -> None:
    with as_role(PortalRole.STAFF):
        clerk.fill_in()
        clerk.send_now()
        answer = clerk.browser.post("/staff/inbox/new/phone/", {"token": "x", "go": "send"})
        assert answer.status_code == 400
    assert Report.objects.get().channel == "phone"


def test_the_members_see_how_the_tip_came(clerk: Clerk) -> None:
    clerk.send()
    page = clerk.browser.get(f"/staff/inbox/{Report.objects.get().pk}/")
    assert "By telephone" in unescape(page.content.decode())


def test_a_senders_own_tip_came_by_the_site_and_its_code_was_seen_by_nobody(
    sender: Sender,
) -> None:
    sender.send()
    assert Report.objects.get().channel == "web"
    assert not Access.objects.get().seen_by_staff


def test_a_caller_in_danger_takes_the_place_that_is_kept(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "_waiting", threading.BoundedSemaphore(1))
    hashing._waiting.acquire()
    clerk.send(danger="yes")
    assert Report.objects.get().danger_now


def test_a_clerk_who_was_turned_away_twice_takes_the_place_that_is_kept(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "_wait_after", lambda _turns: 0)
    monkeypatch.setattr(hashing, "_waiting", threading.BoundedSemaphore(1))
    hashing._waiting.acquire()
    clerk.fill_in()
    clerk.press("send")
    for _turn in range(2):
        assert not Report.objects.exists()
        clerk.press("")
    assert clerk.code
