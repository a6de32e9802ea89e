"""The list: its views and numbers, its rows, its filters and its address."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.holding import change_card, hold
from reports.inbox.reading import case_of
from reports.models import Report
from tests.member import found_partner
from tests.reports.inbox.tips import days_ago, make_tip, make_tips
from tests.staff_replies import hidden_fields

pytestmark = pytest.mark.django_db
_LIST = "/staff/inbox/"
Status = Report.Status


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


def _listed(answer: Any) -> list[str]:
    """The references on a page, in their order."""
    return re.findall(
        r'<a data-key="row" href="[^"]*">([2-9A-Z]{4}-[2-9A-Z]{4})</a>', answer.content.decode()
    )


def _counts(answer: Any) -> dict[str, str]:
    """The numbers in the rail, by view."""
    found = re.findall(
        r'<a href="/staff/inbox/(?:\?view=(\w+))?"[^>]*>[^<]+<span class="mh-rail__count[^>]*>'
        r"([0-9+]*)<",
        answer.content.decode(),
    )
    return {slug or "open": count for slug, count in found}


def _today() -> Any:
    return timezone.localdate()


def test_each_standing_view_has_its_tips_and_its_number(triage: Client) -> None:
    me = User.objects.get(username="triage")
    read = {"unread": False, "acknowledged_on": days_ago(1), "status": Status.READING}
    tips = {
        "new": make_tip(),
        "mine": make_tip(**read, assignee=me),
        "danger": make_tip(**read, danger_now=True),
        "waiting": make_tip(**{**read, "status": Status.WAITING}),
        "overdue": make_tip(**read, answer_by=days_ago(1)),
        "replied": make_tip(**{**read, "unread": True}),
        "quarantine": make_tip(quarantined=True, **read),
        "closed": make_tip(**{**read, "status": Status.CLOSED}),
    }
    for slug, tip in tips.items():
        page = triage.get(_LIST, {"view": slug})
        expected = [tip.reference]
        if slug == "new":  # what came again is unread, too
            expected = [t.reference for t in (tips["new"], tips["replied"])]
        assert sorted(_listed(page)) == sorted(expected), slug
    page = triage.get(_LIST)
    assert set(_listed(page)) == {
        tip.reference for slug, tip in tips.items() if slug not in {"quarantine", "closed"}
    }
    assert _counts(page) == {
        "open": "6", "new": "2", "mine": "1", "danger": "1", "waiting": "1", "overdue": "1",
        "replied": "1", "quarantine": "1", "closed": "1", "all": "7",
    }  # fmt: skip


def test_danger_stands_first_then_what_is_overdue_then_what_is_due_soonest(
    triage: Client,
) -> None:
    today = _today()
    read = {"unread": False, "acknowledged_on": today, "status": Status.READING}
    nothing_due = make_tip(**read, answered_on=today)
    due_later = make_tip(**read, answer_by=today + timedelta(days=3))
    overdue = make_tip(**read, answer_by=days_ago(2))
    danger = make_tip(**read, danger_now=True, answer_by=today + timedelta(days=9))
    assert _listed(triage.get(_LIST)) == [
        tip.reference for tip in (danger, overdue, due_later, nothing_due)
    ]


def test_numbers_stop_at_a_thousand(triage: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.inbox.listing.counts._ENOUGH", 3)
    make_tips(4)
    assert _counts(triage.get(_LIST))["open"] == "2+"


def test_withdrawn_tips_and_canaries_are_nowhere_and_count_nowhere(triage: Client) -> None:
    make_tip(withdrawn_on=_today())
    make_tip(canary=True)
    page = triage.get(_LIST)
    assert _listed(page) == []
    assert set(_counts(page).values()) == {"0"}


def test_a_row_says_all_there_is_to_know(triage: Client, unlocked_triage: Unlocked) -> None:
    tip = make_tip(
        danger_now=True,
        urgency=Report.Urgency.HIGH,
        received_on=days_ago(3),
        acknowledge_by=days_ago(2),
        assignee=User.objects.get(username="lead"),
        files=2,
        language="pt",
    )
    case = case_of(unlocked_triage, tip)
    assessed = {"kinds": ["organ"], "municipality": "tl-07", "minors": ""}
    change_card(
        hold(tip), case, lambda card: {**card, "first_words": "It began", "assessed": assessed}
    )
    page = _text(triage.get(_LIST))
    row = page[page.index("<tbody>") :]
    for said in (
        tip.reference, "Danger now", ">New<", "2 files", "It began", "A part of the body taken",
        "Dili", "Received", "High", "late by 2 days", "came 3 days ago", "Português",
        "Lita (demonstration)",
    ):  # fmt: skip
        assert said in row, said


@pytest.mark.parametrize(
    ("answer_by", "words"),
    [(-1, "late by 1 day"), (0, "due today"), (1, "due in 1 day"), (12, "due in 12 days")],
)
def test_due_is_said_in_words(triage: Client, answer_by: int, words: str) -> None:
    today = _today()
    make_tip(acknowledged_on=today, answer_by=today + timedelta(days=answer_by), unread=False)
    assert words in _text(triage.get(_LIST))


def test_an_unread_tip_is_marked_by_weight_and_in_words_and_a_read_one_is_not(
    triage: Client,
) -> None:
    make_tip()
    page = _text(triage.get(_LIST))
    assert 'class="mh-unread"' in page
    assert ">New<" in page
    Report.objects.update(acknowledged_on=_today())
    page = _text(triage.get(_LIST))
    assert ">Unread reply<" in page
    assert ">New<" not in page
    Report.objects.update(unread=False)
    page = _text(triage.get(_LIST))
    assert "mh-unread" not in page
    assert "Unread reply<" not in page.split("<tbody>")[1]


def test_two_stops_of_the_tab_key_a_row(triage: Client) -> None:
    make_tip()
    rows = triage.get(_LIST).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    assert len(re.findall(r"<(a|button|input|select|summary|textarea)\b", rows)) == 2


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=waiting", {"waiting"}),
        ("status=waiting&status=reading", {"waiting", "danger", "old"}),
        ("urgency=high", {"high"}),
        ("age=today", {"high", "new", "waiting", "danger"}),
        ("age=older", {"old"}),
        ("due=overdue", {"old"}),
        ("due=today", {"waiting"}),
        ("due=never", {"danger"}),
        ("assignee=me", {"high"}),
        ("assignee=lead", {"waiting"}),
        ("assignee=nobody&status=reading", {"danger", "old"}),
        ("language=pt&language=id", {"new"}),
        ("channel=phone", {"old"}),
        ("files=yes", {"new"}),
        ("reply=unread", {"high"}),
        ("reply=none", {"new", "waiting", "danger", "old"}),
        ("urgency=high&files=yes", set()),
    ],
)
def test_each_filter_finds_what_it_says(triage: Client, query: str, names: set[str]) -> None:
    today = _today()
    read = {"unread": False, "acknowledged_on": today, "status": Status.READING}
    people = {user.username: user for user in User.objects.all()}
    tips = {
        "new": make_tip(language="pt", files=1),
        "high": make_tip(
            unread=True,
            acknowledged_on=today,
            status=Status.PASSED_ON,
            urgency="high",
            assignee=people["triage"],
        ),
        "waiting": make_tip(
            **{**read, "status": Status.WAITING}, answer_by=today, assignee=people["lead"]
        ),
        "danger": make_tip(**read, danger_now=True, answered_on=today),
        "old": make_tip(**read, received_on=days_ago(40), answer_by=days_ago(30), channel="phone"),
    }
    found = _listed(triage.get(f"{_LIST}?{query}"))
    assert {name for name, tip in tips.items() if tip.reference in found} == names


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("view=everything", "There is no view “everything”. This is the view “Open”."),
        ("rows=7", "A page has 25, 50 or 100 tips. This one has 25."),
        ("after=x", "The address names no place in this list. This is its first page."),
        ("before=1.<b>", "The address names no place in this list. This is its first page."),
        ("after=99999999999999999999.R7QK-MD42", "The address names no place in this list."),
        ("urgency=extreme", "“extreme” is no choice of “Urgency”, so it is left out."),
        ("status=closed", "No tip of the view “Open” is “Closed”, so that is left out."),
        (
            "view=mine&assignee=nobody",
            "No tip of the view “Mine” is “Nobody”, so that is left out.",
        ),
        (
            "view=closed&due=overdue",
            "No tip of the view “Closed” is “Overdue”, so that is left out.",
        ),
        ("page=2", "The list has no filter “page”."),
        ("q=secret", "The list has no filter “q”."),
    ],
)
def test_what_makes_no_sense_is_said_above_the_list_and_the_rest_applies(
    triage: Client, query: str, sentence: str
) -> None:
    me = User.objects.get(username="triage")
    status = Status.CLOSED if "closed&" in query else Status.READING
    tip = make_tip(status=status, unread=False, assignee=me, files=1)
    answer = triage.get(f"{_LIST}?{query}&files=yes")
    page = _text(answer)
    assert sentence in page
    assert page.index(sentence) < page.index("<tbody>")
    assert _listed(answer) == [tip.reference]
    assert "<b>" not in page.split("<tbody>")[0].replace("<b>With files</b>", "")


def test_my_own_name_fits_my_own_view(triage: Client) -> None:
    me = User.objects.get(username="triage")
    tip = make_tip(assignee=me)
    answer = triage.get(f"{_LIST}?view=mine&assignee=triage")
    assert _listed(answer) == [tip.reference]
    assert "left out" not in _text(answer)


def test_filters_that_find_nothing_are_told_from_an_empty_list(triage: Client) -> None:
    assert "There is no tip." in _text(triage.get(_LIST))
    assert "No tip is what these filters ask for." in _text(triage.get(f"{_LIST}?files=yes"))


def test_a_tip_carries_its_list_and_leads_to_the_ones_around_it(triage: Client) -> None:
    read = {"unread": False, "acknowledged_on": _today(), "status": Status.READING}
    tips = make_tips(3, language="pt", **read)
    make_tip(language="id", **read)
    query = "language=pt&rows=50"
    first, middle, last = (f"{_LIST}{tip.pk}/?{query}&at={tip.rank}" for tip in tips)
    assert f'href="{first}"' in _text(triage.get(f"{_LIST}?rows=50&language=pt"))
    page = _text(triage.get(middle))
    assert f'href="{first}" rel="prev"' in page
    assert f'href="{last}" rel="next"' in page
    assert f'href="{_LIST}?{query}">Back to the list' in page
    assert 'rel="prev"' not in _text(triage.get(first))
    assert 'rel="next"' not in _text(triage.get(last))


def test_reading_a_tip_of_the_view_of_new_ones_loses_no_way_on(triage: Client) -> None:
    first, last = make_tips(2)
    page = _text(triage.get(f"{_LIST}{first.pk}/?view=new"))
    assert f'href="{_LIST}{last.pk}/?view=new&at={last.rank}" rel="next"' in page


def _around(page: str) -> dict[str, str]:
    """The tips before and after one, by `prev` and `next`."""
    found = re.findall(rf'href="{_LIST}([0-9a-f-]+)/[^"]*" rel="(prev|next)"', page)
    return {rel: pk for pk, rel in found}


def test_what_is_done_with_a_tip_leaves_the_ones_around_it_as_they_were(triage: Client) -> None:
    first, middle, last = make_tips(3)
    around = {"prev": str(first.pk), "next": str(last.pk)}
    (opened,) = re.findall(
        rf'href="({_LIST}{middle.pk}/[^"]*)"', _text(triage.get(_LIST, {"view": "new"}))
    )
    path, _question, query = opened.partition("?")
    assert _around(_text(triage.get(opened))) == around
    page = triage.get(opened)  # read, and so no longer in the view
    assert _around(_text(page)) == around
    reply = {**hidden_fields(page), "text": "Thank you.", "go": "preview"}
    preview = triage.post(f"{path}reply/?{query}", reply)
    reply = {**hidden_fields(preview), "go": "send"}
    sent = triage.post(f"{path}reply/?{query}", reply, follow=True)
    assert "Your reply waits for the sender." in _text(sent)
    assert _around(_text(sent)) == around
    Report.objects.get(pk=middle.pk).change(status=Status.CLOSED)
    assert _around(_text(triage.get(opened))) == around


@pytest.mark.parametrize("at", ["", "x", "1.R7QK-MD42", "9" * 10, "%00", "-", "٣"])
def test_a_place_that_is_none_is_passed_over(triage: Client, at: str) -> None:
    first, middle, last = make_tips(3)
    page = _text(triage.get(f"{_LIST}{middle.pk}/?at={at}"))
    assert _around(page) == {"prev": str(first.pk), "next": str(last.pk)}


def test_the_way_back_leads_to_the_page_that_one_came_from(triage: Client) -> None:
    tips = make_tips(30, language="pt")
    query = f"language=pt&after={tips[24].rank}.{tips[24].reference}"
    page = _text(triage.get(f"{_LIST}?{query}"))
    opened = re.findall(r'data-key="row" href="([^"]*)"', page)
    assert len(opened) == 5
    assert f'href="{_LIST}?{query}">Back to the list' in _text(triage.get(opened[0]))


def test_a_filter_that_the_view_excludes_leads_to_the_view_of_all(triage: Client) -> None:
    closed = make_tip(status=Status.CLOSED, unread=False, files=1)
    page = _text(triage.get(f"{_LIST}?status=closed&files=yes"))
    (address,) = re.findall(r'href="([^"]*)">Show them among all tips', page)
    assert _listed(triage.get(address)) == [closed.reference]
    assert "Show them among" not in _text(triage.get(address))
    assert "Show them among" not in _text(triage.get(f"{_LIST}?q=secret"))


@pytest.mark.parametrize("query", ["view=%00", "language=zz&age=old", "after=..&rows=-1"])
def test_a_tip_under_an_address_that_makes_no_sense_opens_all_the_same(
    triage: Client, query: str
) -> None:
    assert "Back to the list" in _text(triage.get(f"{_LIST}{make_tip().pk}/?{query}"))


def test_a_member_of_another_agency_sees_no_tip_no_number_and_no_name(
    sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    make_tips(2)
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    for view in ("open", "new", "danger", "quarantine", "closed"):
        page = sign_in("editor").get(_LIST, {"view": view})
        assert _listed(page) == []
        assert set(_counts(page).values()) == {"0"}
        assert "Lita" not in _text(page)


@pytest.mark.parametrize("person", ["editor", "publisher", "admin", "auditor"])
def test_who_reads_no_tips_does_not_learn_of_the_list(
    sign_in: Callable[[str], Client], person: str
) -> None:
    assert sign_in(person).get(_LIST).status_code == 404


def test_ten_queries_whatever_the_number_of_tips(triage: Client) -> None:
    asked = []
    for _round in range(2):
        make_tips(20, assignee=User.objects.get(username="lead"))
        with CaptureQueriesContext(connection) as captured:
            triage.get(f"{_LIST}?rows=100&assignee=lead&status=received")
        asked.append([q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])
    assert len(asked[0]) == len(asked[1]) <= 10, asked[1]


def test_one_query_for_the_tips_around_one(triage: Client) -> None:
    tips = make_tips(5)
    with CaptureQueriesContext(connection) as captured:
        triage.get(f"{_LIST}{tips[2].pk}/?language=tet")
    asked = [q["sql"] for q in captured.captured_queries]
    assert len([sql for sql in asked if '."rank" ASC' in sql or '."rank" DESC' in sql]) == 1


def test_25_rows_are_40_kilobytes_at_most_and_100_are_as_they_are_sent(triage: Client) -> None:
    make_tips(101, files=2, urgency="high", unread=True, acknowledged_on=days_ago(1))
    query = f"{_LIST}?status=received&urgency=high&age=today&rows="
    plain = triage.get(f"{query}25")
    assert len(plain.content) <= 40_000
    sent = triage.get(f"{query}100", headers={"Accept-Encoding": "gzip"})
    assert sent.headers["Content-Encoding"] == "gzip"
    assert len(sent.content) <= 40_000


def test_no_row_names_a_tip_by_more_than_its_id(triage: Client) -> None:
    tip = make_tip()
    page = triage.get(_LIST).content.decode()
    (value,) = re.findall(r'name="tip" value="([^"]+)"', page)
    assert UUID(value) == tip.pk
