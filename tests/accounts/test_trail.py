"""The auditor's screen: who reaches it, what it finds, and the export."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from accounts import audit
from accounts.audit_check import check_trail
from accounts.demonstration import PEOPLE
from accounts.models import AuditEvent, AuditHead, User
from accounts.roles import Role
from accounts.trail_csv import csv_lines
from published.spreadsheet import defused
from tests.accounts import tampering

pytestmark = pytest.mark.django_db

SCREEN, EXPORT = "/staff/trail/", "/staff/trail/export/"


@pytest.fixture
def auditor(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("auditor")


def _record(count: int, action: str = "tip.viewed", by: str = "triage") -> None:
    user = User.objects.get(username=by) if by else None
    for number in range(count):
        audit.record(action, by=user, target=f"tip/{number}")


def _shown(page: Any) -> list[int]:
    """The numbers in the list, from the top."""
    html = page.content.decode()
    return [int(n) for n in re.findall(r'data-label="Number">(\d+)<', html)]


def _text(page: Any) -> str:
    return unescape(str(page.content.decode()))


def _numbers(**fields: Any) -> list[int]:
    found = AuditEvent.objects.filter(**fields).order_by("-number")
    return list(found.values_list("number", flat=True))


def _exported(answer: Any) -> list[list[str]]:
    body = b"".join(answer.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


# ---- who reaches it


@pytest.mark.parametrize("person", [person.username for person in PEOPLE])
def test_only_the_auditor_reaches_the_trail(sign_in: Callable[[str], Client], person: str) -> None:
    browser = sign_in(person)
    is_auditor = person == "auditor"
    assert browser.get(SCREEN).status_code == (200 if is_auditor else 404)
    assert browser.post(EXPORT).status_code == (200 if is_auditor else 404)
    assert browser.get(EXPORT).status_code == (405 if is_auditor else 404)
    if is_auditor:
        assert browser.post(SCREEN).status_code == 405
    else:
        refused = AuditEvent.objects.filter(actor=person, action="refused")
        assert [(e.target, e.detail) for e in refused] == [
            ("/staff/trail/", {"method": "GET"}),
            ("/staff/trail/export/", {"method": "POST"}),
            ("/staff/trail/export/", {"method": "GET"}),
        ]
        assert not AuditEvent.objects.filter(action="trail.exported").exists()


def test_a_stranger_is_led_to_the_sign_in(client: Client, people: None) -> None:
    for answer in (client.get(SCREEN), client.post(EXPORT), client.get(EXPORT)):
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/staff/"


def test_the_auditor_begins_there_and_has_no_other_room(auditor: Client) -> None:
    assert auditor.get("/staff/").headers["Location"] == SCREEN
    page = auditor.get(SCREEN).content.decode()
    assert re.findall(r'<li><a href="([^"]+)"', page) == [SCREEN]
    assert f'<a href="{SCREEN}" aria-current="true">Trail</a>' in page


def test_others_are_shown_no_way_to_it(sign_in: Callable[[str], Client]) -> None:
    assert "trail" not in sign_in("triage").get("/staff/inbox/").content.decode().lower()


def test_looking_at_the_trail_leaves_no_event(auditor: Client) -> None:
    before = AuditEvent.objects.count()
    auditor.get(SCREEN)
    auditor.get(SCREEN, {"person": "triage"})
    assert AuditEvent.objects.count() == before


# ---- what it shows


def test_the_newest_number_and_hash_are_shown_whole_and_the_command_takes_them(
    auditor: Client,
) -> None:
    page = _text(auditor.get(SCREEN))
    head = audit.newest()
    assert head
    assert f"The newest event is number {head.number}." in page
    groups = re.findall(r'mh-code-input" translate="no">([0-9a-f ]+)</p>', page)[0].split()
    assert [len(group) for group in groups] == [8] * 8
    assert "".join(groups) == head.hash
    assert "audit_verify --head" in page
    assert check_trail("".join(groups))[1] == head.number


def test_an_event_is_shown_in_words_with_dilis_time(auditor: Client) -> None:
    at = datetime(2026, 11, 24, 15, 30, 5, 123456, tzinfo=UTC)
    with mock.patch("accounts.audit.timezone.now", return_value=at):
        audit.record("role.granted", by=None, target="user/<b>&x", role="lead", epoch=2)
    page = auditor.get(SCREEN)
    html = page.content.decode()
    assert _shown(page) == _numbers()
    row = html[html.index("<tbody") :].split("</tr>")[0]
    assert "Gave a role" in row
    assert "epoch: 2, role: lead" in row
    assert "Nobody signed in" in row
    assert "user/&lt;b&gt;&amp;x" in row
    assert ">2026-11-25 00:30:05</time>" in row


def test_what_was_put_into_the_table_by_force_still_shows(auditor: Client) -> None:
    tampering.change(1, action="never.listed", detail=["x"])
    tampering.change(2, detail="<script>")
    page = auditor.get(SCREEN)
    assert "never.listed" in page.content.decode()
    assert "<script>" not in page.content.decode()
    assert len(_exported(auditor.post(EXPORT))) == len(_numbers()) - 1 + 1


def test_a_head_row_that_is_gone_is_said(auditor: Client) -> None:
    AuditHead.objects.all().delete()
    page = auditor.get(SCREEN)
    assert page.status_code == 200
    assert "The newest event cannot be named." in page.content.decode()


def test_the_pages_lead_through_all_events_and_back(auditor: Client) -> None:
    _record(120)
    numbers, seen, page = _numbers(), [], auditor.get(SCREEN)
    assert 'rel="prev"' not in page.content.decode()
    pages = []
    while True:
        seen += _shown(page)
        pages.append(_shown(page))
        found = re.search(r'href="([^"]+)" rel="next"', page.content.decode())
        if not found:
            break
        page = auditor.get(unescape(found.group(1)))
    assert seen == numbers
    assert [len(p) for p in pages] == [50, 50, len(numbers) - 100]
    back = []
    while found := re.search(r'href="([^"]+)" rel="prev"', page.content.decode()):
        page = auditor.get(unescape(found.group(1)))
        back.append(_shown(page))
    assert back[-1] == pages[0]
    assert len(back) == 2


def test_a_page_stays_the_same_while_events_are_added(auditor: Client) -> None:
    _record(60)
    older = auditor.get(SCREEN, {"before": 30})
    _record(3)
    again = auditor.get(SCREEN, {"before": 30})
    assert _shown(older) == _shown(again) == [n for n in _numbers() if n < 30]


def test_an_empty_page_beyond_the_end_says_so(auditor: Client) -> None:
    for number in ({"before": 1}, {"after": 10**18 - 1}):
        page = auditor.get(SCREEN, number)
        assert _shown(page) == []
        assert "There is no such event." in page.content.decode()


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "9" * 30, "٣", "1 or 1=1", "\0"])
def test_a_page_number_that_is_none_shows_the_first_page(auditor: Client, value: str) -> None:
    for name in ("before", "after"):
        assert _shown(auditor.get(SCREEN, {name: value})) == _numbers()


def test_the_screen_costs_the_same_however_long_the_trail_is(
    auditor: Client, django_assert_max_num_queries: Any
) -> None:
    def queries(**fields: Any) -> int:
        with django_assert_max_num_queries(25) as counted:
            assert auditor.get(SCREEN, fields).status_code == 200
        return len(counted)

    few = queries()
    _record(130)
    assert queries() == queries(before=100) == queries(after=5) == few
    assert queries(person="triage", action="tip.viewed", since="2020-01-01") == few


# ---- filters


def test_each_filter_finds_its_events_alone(auditor: Client) -> None:
    _record(3)
    _record(2, "tip.replied", by="lead")
    _record(1, "account.opened", by="")
    page = auditor.get(SCREEN, {"person": "lead"})
    assert _shown(page) == _numbers(actor="lead")
    assert _shown(auditor.get(SCREEN, {"person": "-"})) == _numbers(actor="")
    assert _shown(auditor.get(SCREEN, {"action": "tip.viewed"})) == _numbers(action="tip.viewed")
    assert _shown(auditor.get(SCREEN, {"object": "tip/1"})) == _numbers(target="tip/1")
    assert _shown(auditor.get(SCREEN, {"object": " tip/1 "})) == _numbers(target="tip/1")
    assert _shown(auditor.get(SCREEN, {"object": "tip/"})) == []
    both = {"person": "triage", "action": "tip.viewed", "object": "tip/2"}
    assert _shown(auditor.get(SCREEN, both)) == _numbers(actor="triage", target="tip/2")


def test_days_are_those_of_dili(auditor: Client) -> None:
    # 15:00 in UTC is midnight in Dili.
    moments = [datetime(2026, 3, day, 15, 0, tzinfo=UTC) for day in (1, 2, 3)]
    times = [m + timedelta(microseconds=u) for m in moments for u in (-1, 0)]
    before = max(_numbers())
    for at in times:
        with mock.patch("accounts.audit.timezone.now", return_value=at):
            _record(1)
    second = before + 1
    old = [second + i for i in range(6)]
    until = auditor.get(SCREEN, {"since": "2026-03-02", "until": "2026-03-03"})
    assert _shown(until) == old[1:5][::-1]
    assert _shown(auditor.get(SCREEN, {"until": "2026-03-01"})) == [old[0]]
    today = timezone.localdate().isoformat()
    assert _shown(auditor.get(SCREEN, {"since": today, "until": today})) == list(
        range(before, 0, -1)
    )


def test_pages_keep_the_filter(auditor: Client) -> None:
    _record(60)
    page = auditor.get(SCREEN, {"person": "triage", "object": "", "since": "2020-01-01"})
    found = re.search(r'href="([^"]+)" rel="next"', page.content.decode())
    assert found
    following = unescape(found.group(1))
    assert "person=triage&since=2020-01-01&before=" in following
    assert _shown(page) + _shown(auditor.get(following)) == _numbers(actor="triage")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"person": "nobody"}, "Choose one of the people shown."),
        ({"action": "tip.read"}, "Choose one of the actions shown."),
        ({"object": "x" * 121}, "That is longer than the name of any object."),
        ({"object": "a\0b"}, "Null characters are not allowed."),
        ({"since": "yesterday"}, "Write a day as year-month-day"),
        ({"since": "24/11/2026"}, "Write a day as year-month-day"),
        ({"since": "2026-02-30"}, "Write a day as year-month-day"),
        ({"since": "0001-01-01"}, "Write a day as year-month-day"),
        ({"until": "9999-12-31"}, "Write a day as year-month-day"),
        ({"since": "2026-11-25", "until": "2026-11-24"}, "This day is before the first one."),
    ],
)
def test_a_wrong_filter_is_told_so_and_finds_nothing(
    auditor: Client, fields: dict[str, str], sentence: str
) -> None:
    page = auditor.get(SCREEN, fields)
    text = _text(page)
    assert page.status_code == 200
    assert text.count(sentence) == 2  # in the summary and by the field
    assert "<title>Error: " in text
    assert "Nothing is shown until the filter is right." in text
    assert _shown(page) == []
    before = AuditEvent.objects.count()
    answer = auditor.post(EXPORT, fields)
    assert "Content-Disposition" not in answer.headers
    assert sentence in _text(answer)
    assert AuditEvent.objects.count() == before


def test_what_was_typed_is_escaped(auditor: Client) -> None:
    page = auditor.get(SCREEN, {"object": '"><script>', "person": '"><script>'})
    assert "<script>" not in page.content.decode()


# ---- the export


def test_the_export_has_every_event_and_is_recorded_with_its_number_of_rows(
    auditor: Client,
) -> None:
    _record(1010)
    numbers = _numbers()
    answer = auditor.post(EXPORT)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    today = timezone.localdate().isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="trail-{today}.csv"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    event = AuditEvent.objects.get(number=numbers[0] + 1)
    assert (event.actor, event.action, event.target, event.detail) == (
        *("auditor", "trail.exported", "trail"),
        {"rows": len(numbers)},
    )
    heading, *rows = _exported(answer)
    assert heading[0] == "Number"
    assert [int(row[0]) for row in rows] == numbers[::-1]
    check_trail()


def test_a_line_of_the_export_holds_all_that_its_hash_is_made_of(auditor: Client) -> None:
    _, *rows = _exported(auditor.post(EXPORT))
    for row in rows:
        number, at, actor, action, words, target, detail, previous, made = row
        event = AuditEvent(
            number=int(number),
            at=datetime.fromisoformat(at),
            actor=actor,
            action=action,
            target=target,
            detail=json.loads(detail),
            previous=previous,
        )
        assert audit.hash_of(event) == made
        assert at.endswith("+09:00")
        assert words


def test_the_export_takes_the_same_filters_and_says_which(auditor: Client) -> None:
    _record(3)
    fields = {"person": "triage", "action": "tip.viewed", "object": "tip/1", "since": "2020-01-01"}
    _, *rows = _exported(auditor.post(EXPORT, fields))
    assert [int(row[0]) for row in rows] == _numbers(target="tip/1")
    assert AuditEvent.objects.get(action="trail.exported").detail == {"rows": 1, **fields}


def test_the_button_carries_the_filters(auditor: Client) -> None:
    _record(3)
    page = auditor.get(SCREEN, {"person": "triage", "object": "tip/1"}).content.decode()
    form = page[page.index(f'action="{EXPORT}"') :].split("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="(person|object)" value="([^"]*)"', form)
    assert dict(hidden) == {"person": "triage", "object": "tip/1"}


def test_words_that_were_typed_as_an_object_are_not_kept(auditor: Client) -> None:
    _, *rows = _exported(auditor.post(EXPORT, {"object": "what a sender said"}))
    assert rows == []
    assert AuditEvent.objects.get(action="trail.exported").detail == {"rows": 0}


@pytest.mark.parametrize(
    "begin", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_is_a_formula(people: None, begin: str) -> None:
    tampering.change(1, target=begin + '1+cmd|"/c calc"!A0', actor=begin, action=begin)
    (_, line) = csv_lines(AuditEvent.objects.filter(number=1))
    (row,) = csv.reader(io.StringIO(line.decode(), newline=""))
    assert row[5] == "'" + begin + '1+cmd|"/c calc"!A0'
    assert row[2] == row[3] == "'" + begin
    assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in row)


@pytest.mark.parametrize("cell", ["", "tip/1", "a=b", "'", "{}", " =1 a"])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell


def test_the_export_is_read_in_pieces_while_it_is_sent(
    auditor: Client, django_assert_num_queries: Any
) -> None:
    _record(30)
    with mock.patch("accounts.models.audit._BATCH", 10):
        answer: Any = auditor.post(EXPORT)
        assert answer.streaming
        lines = iter(answer.streaming_content)
        with django_assert_num_queries(1):
            for _ in range(5):
                next(lines)


def test_an_export_without_the_token_of_the_form_is_refused(auditor: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = auditor.cookies
    assert strict.post(EXPORT).status_code == 403
    assert not AuditEvent.objects.filter(action="trail.exported").exists()


def test_the_role_is_the_auditors_alone() -> None:
    from accounts.trail import export, trail

    for view in (trail, export):
        assert view.needed_role is Role.AUDITOR  # type: ignore[attr-defined]
    assert export.needs_fresh_factor is True  # type: ignore[attr-defined]
