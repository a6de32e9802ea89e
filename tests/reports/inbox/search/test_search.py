"""Searching what is sealed, on the page."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import AgencyKey, AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox.labels import add_label
from reports.inbox.search import running, walk
from reports.inbox.services import reply_to_sender
from reports.models import Report, SearchStop
from tests.member import found_partner, intake_agency
from tests.sender import Sender

pytestmark = pytest.mark.django_db
ADDRESS = "/staff/inbox/search/"


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _found(answer: Any) -> str:
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    return unescape(content.decode())


def _ask(browser: Client, **fields: str) -> str:
    return _found(browser.post(ADDRESS, fields))


@pytest.fixture
def three(sender: Sender) -> None:
    """Three tips that differ in place, kind, age and words."""
    sender.send("The Café by the harbour keeps three passports in a drawer.")
    sender.send(
        "Nobody pays the men of the boat.",
        municipality="tl-04",
        exploitation=["fishing"],
        minors="no",
    )
    sender.send(
        "A child sells fruit all night long.",
        municipality="tl-04",
        exploitation=["child_work"],
        minors="yes",
    )


def test_the_form_says_that_nothing_is_kept(triage: Client) -> None:
    assert "What you look for is kept nowhere." in _found(triage.get(ADDRESS))


@pytest.mark.parametrize(
    ("fields", "there", "not_there"),
    [
        ({"words": "passports"}, ["Café"], ["boat", "fruit"]),
        ({"words": "CAFE harbour"}, ["Café"], ["boat", "fruit"]),
        ({"words": "harbour fruit"}, [], ["Café", "boat", "fruit all"]),
        ({"words": "sport"}, ["Café"], ["boat", "fruit"]),
        ({"words": "Maun Bosok"}, ["Café", "boat", "fruit"], []),
        ({"municipality": "tl-04"}, ["boat", "fruit"], ["Café"]),
        ({"municipality": "tl-04", "minors": "yes"}, ["fruit"], ["Café", "boat"]),
        ({"kind": "fishing"}, ["boat"], ["Café", "fruit"]),
        ({"kind": "fishing", "words": "fruit"}, [], ["Café", "boat"]),
        ({"kind": "organ"}, [], ["Café", "boat", "fruit"]),
    ],
)
def test_what_is_looked_for_is_found_and_nothing_else(
    three: None, triage: Client, fields: dict[str, str], there: list[str], not_there: list[str]
) -> None:
    page = _ask(triage, **fields).split('class="mh-growing"')[1]
    for words in there:
        assert words in page
    for words in not_there:
        assert words not in page
    assert f"3 of 3 tips looked at, {len(there)} found." in page
    assert "The search is done." in page


def test_what_a_sender_adds_and_what_a_member_replies_is_found(
    sender: Sender, triage: Client, unlocked_triage: Unlocked
) -> None:
    code = sender.send()
    reply_to_sender(unlocked_triage, Report.objects.get(), text="Marmalade?", once="1")
    sender.come_back(code)
    sender.press("add", "/reply/", text="It was the lighthouse keeper.")
    for words in ("lighthouse", "marmalade", "lighthouse marmalade"):
        assert "1 of 1 tips looked at, 1 found." in _ask(triage, words=words)


def test_the_words_of_a_code_are_not_words_of_the_tip(three: None, triage: Client) -> None:
    assert "0 found" in _ask(triage, words="child_work")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"words": "   "},
        {"words": "’"},
        {"words": "x" * 201},
        {"words": "a b c d e f g h i j k"},
        {"words": "\0"},
        {"kind": "none of these"},
        {"municipality": "tl-99"},
        {"minors": "yes' OR 1"},
    ],
)
def test_filters_that_make_no_sense_get_a_sentence_and_open_nothing(
    three: None, triage: Client, fields: dict[str, str]
) -> None:
    page = _ask(triage, **fields)
    assert "<title>Error: " in page
    assert "tips looked at" not in page
    assert not AuditEvent.objects.filter(action="tips.searched").exists()


def test_a_member_of_another_agency_searches_none_of_these_tips(
    three: None, sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    page = _ask(sign_in("editor"), words="boat")
    assert "0 of 0 tips looked at, 0 found." in page


def test_a_member_of_another_agency_learns_no_name_of_our_labels(
    triage: Client, sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    label = add_label(lead, agency=intake_agency(), name="Boats")
    assert "Boats" in _found(triage.get(ADDRESS))
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    stranger = sign_in("editor")
    assert "Boats" not in _found(stranger.get(ADDRESS))
    assert "Choose one from the list." not in _ask(stranger, words="boat")
    assert "Boats" not in _ask(stranger, words="boat", label=label.pk)
    said = _found(stranger.post("/staff/inbox/views/new/", {"words": "boat", "label": label.pk}))
    assert "Boats" not in said
    assert f"“{label.pk}” is no choice of “Label”" in said


@pytest.mark.parametrize("name", ["editor", "auditor"])
def test_who_reads_no_tips_gets_404(sign_in: Callable[[str], Client], name: str) -> None:
    browser = sign_in(name)
    assert browser.get(ADDRESS).status_code == 404
    assert browser.post(ADDRESS, {"words": "boat"}).status_code == 404
    assert browser.post(f"{ADDRESS}stop/{uuid4()}/").status_code == 404
    assert not SearchStop.objects.exists()


def test_a_search_that_another_site_sends_is_refused(three: None, triage: Client) -> None:
    triage.handler.enforce_csrf_checks = True
    assert triage.post(ADDRESS, {"words": "boat"}).status_code == 403
    assert triage.post(f"{ADDRESS}stop/{uuid4()}/").status_code == 403
    assert not SearchStop.objects.exists()


def test_a_withdrawn_tip_and_one_in_quarantine_are_not_found(three: None, triage: Client) -> None:
    withdrawn, quarantined, _there = Report.objects.all()
    Report.objects.filter(pk=withdrawn.pk).update(withdrawn_on="2026-01-01")
    Report.objects.filter(pk=quarantined.pk).update(quarantined=True)
    assert "1 of 1 tips looked at, 1 found." in _ask(triage, words="maun")


def test_a_damaged_tip_is_counted_and_the_others_are_found(three: None, triage: Client) -> None:
    one = Report.objects.all()[0]
    Report.objects.filter(pk=one.pk).update(sealed_card=b"nothing that opens")
    page = _ask(triage, words="maun")
    assert "3 of 3 tips looked at, 2 found." in page
    assert "1 tip does not open." in page


def test_a_tip_whose_text_was_exchanged_is_not_found_by_that_text(
    three: None, triage: Client
) -> None:
    first, second, _third = (r.entries.get() for r in Report.objects.all())
    first.sealed, second.sealed = second.sealed, first.sealed
    first.save()
    second.save()
    assert "1 found" in _ask(triage, words="maun")


def test_two_hundred_results_are_shown_at_most(
    three: None, triage: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST", 2)
    page = _ask(triage, words="maun")
    assert page.count("<article") == 2
    assert "There may be more. Narrow it down." in page


def test_each_part_of_the_tips_says_how_far_it_is_and_asks_few_queries(
    three: None, triage: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    _ask(triage, words="maun")
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    with django_assert_max_num_queries(45):
        page = _ask(triage, words="fruit")
    for looked_at in range(4):
        assert f"{looked_at} of 3 tips looked at" in page
    assert "3 of 3 tips looked at, 1 found." in page


def test_tips_of_one_rank_are_all_looked_at_once(
    sender: Sender, triage: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        sender.send(f"Story number {number} of the harbour.")
    assert len(set(Report.objects.values_list("rank", flat=True))) == 1
    for at_once in (1, 2, 3):
        monkeypatch.setattr(walk, "AT_ONCE", at_once)
        page = _ask(triage, words="harbour")
        assert page.count("<article") == 5
        assert "5 of 5 tips looked at, 5 found." in page


def test_stop_ends_the_search_and_its_page_says_how_far_it_was(
    three: None, triage: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    answer = triage.post(ADDRESS, {"words": "maun"})
    pieces = iter(answer)
    head = next(pieces).decode()
    assert "1 of 3" in [next(pieces).decode() for _progress_row_progress in range(3)][-1]
    action = head.split(f'action="{ADDRESS}stop/')[1].split('"')[0]
    pressed = triage.post(f"{ADDRESS}stop/{action}")
    assert pressed.status_code == 204
    rest = unescape(b"".join(pieces).decode())
    assert "Stopped. 1 of 3 tips looked at, 1 found." in rest
    assert rest.rstrip().endswith("</html>")
    assert not SearchStop.objects.exists()


def test_a_closed_connection_ends_the_search_and_what_was_opened_is_kept(
    three: None, triage: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    answer: Any = triage.post(ADDRESS, {"words": "maun"})
    pieces = iter(answer)
    for _head_progress_row_progress in range(4):
        next(pieces)
    # As the test client does at the end of an answer: without closing the connection that it is in.
    answer._iterator.close()
    event = AuditEvent.objects.get(action="tips.searched")
    assert event.detail == {"looked_at": 1, "found": 1, "damaged": 0}


def test_a_session_that_is_ended_ends_its_search(
    three: None, triage: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "AT_ONCE", 1)
    answer = triage.post(ADDRESS, {"words": "maun"})
    pieces = iter(answer)
    for _head_progress_row_progress in range(4):
        next(pieces)
    triage.post("/staff/sign-out/")
    assert "Stopped: you are signed out. 1 of 3" in unescape(b"".join(pieces).decode())


def test_a_tip_whose_agency_key_was_taken_is_not_looked_at(three: None, triage: Client) -> None:
    AgencyKey.objects.all().delete()
    assert "0 of 0 tips looked at" in _ask(triage, words="maun")


def test_a_stop_that_came_too_late_is_forgotten_the_next_day(triage: Client) -> None:
    triage.post(f"{ADDRESS}stop/{uuid4()}/")
    running.forget_stops()
    assert SearchStop.objects.count() == 1
    SearchStop.objects.update(on="2020-01-01")
    running.forget_stops()
    assert not SearchStop.objects.exists()


def test_the_trail_has_counts_and_not_a_word(three: None, triage: Client) -> None:
    _ask(triage, words="fruit", municipality="tl-04")
    event = AuditEvent.objects.get(action="tips.searched")
    assert (event.actor, event.target) == ("triage", "")
    assert event.detail == {"looked_at": 3, "found": 1, "damaged": 0}


def test_the_results_speak_the_language_of_the_member(
    three: None, sign_in: Callable[[str], Client]
) -> None:
    page = _found(sign_in("triage").post(ADDRESS, {"kind": "fishing"}, HTTP_ACCEPT_LANGUAGE="pt"))
    assert '<html lang="pt"' in page
    assert "Bobonaro" not in page.split('class="mh-growing"')[1]
    assert "Baucau" in page


def test_no_word_goes_into_the_address_and_the_page_is_stored_nowhere(
    three: None, triage: Client
) -> None:
    answer = triage.post(ADDRESS, {"words": "fruit"})
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Content-Encoding"] == "identity"
    assert "Set-Cookie" not in answer.headers
    assert 'method="post"' in _found(answer)


def test_without_a_list_closed_tips_are_looked_through_too_and_the_page_says_so(
    three: None, triage: Client
) -> None:
    boat = Report.objects.order_by("rank", "reference").first()
    assert boat is not None
    boat.change(status=Report.Status.CLOSED)
    said = "Looking through: <b>Open and closed</b>, 3."
    assert said in _found(triage.get(ADDRESS))
    page = _ask(triage, words="maun")
    assert said in page
    assert "3 of 3 tips looked at, 3 found." in page
    assert f'href="/staff/inbox/{boat.pk}/?view=all&at={boat.rank}"' in page
    assert '"/staff/inbox/?view=all">Back to the list' in page


def test_a_search_in_a_list_says_which_and_leads_to_all(three: None, triage: Client) -> None:
    tip = Report.objects.order_by("rank", "reference").first()
    assert tip is not None
    tip.change(status=Report.Status.CLOSED)
    address = f"{ADDRESS}?view=open&language={tip.language}"
    page = _found(triage.post(address, {"words": "maun"}))
    assert "Looking through: <b>Open; Language: " in page
    assert "2 of 2 tips looked at, 2 found." in page
    assert f'href="{ADDRESS}">Look through all tips' in page
    assert f"?language={tip.language}&at=" in page


def test_the_list_and_its_search_look_through_the_same(triage: Client) -> None:
    for view in ("open", "new", "closed", "all"):
        page = _found(triage.get("/staff/inbox/", {"view": view}))
        (query,) = re.findall(rf'method="post" action="{ADDRESS}(?:\?([^"]*))?"', page)
        assert query == ("" if view == "all" else f"view={view}"), view


def test_a_list_that_makes_no_sense_is_said_on_the_page_of_the_search(triage: Client) -> None:
    page = _found(triage.get(f"{ADDRESS}?view=every&urgency=extreme"))
    assert "There is no view “every”. This is the view “Open and closed”." in page
    assert "“extreme” is no choice of “Urgency”, so it is left out." in page
