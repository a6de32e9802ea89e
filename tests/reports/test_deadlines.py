"""Working days, promises, and where a tip stands in lists."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from portal.management.commands.work import JOBS
from reports.deadlines import (
    PROMISES,
    Promise,
    Rules,
    after_working_days,
    deadlines,
    is_day_off,
    rules_now,
    write_deadlines,
)
from reports.models import DayOff, PromiseSetting, Report
from reports.models.rank import CLOSED, rank_of
from tests.sender import Sender

SignIn = Callable[[str], Client]
_DEADLINES = "/staff/inbox/settings/deadlines/"
_DAYS_OFF = "/staff/inbox/settings/days-off/"
_DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 11, 27), False),  # a Friday
        (date(2026, 11, 28), True),  # a Saturday, and the Proclamation of Independence
        (date(2026, 11, 29), True),  # a Sunday
        (date(2026, 12, 7), True),  # a Monday: Memorial Day
        (date(2026, 12, 8), True),  # a Tuesday: Immaculate Conception
        (date(2026, 12, 9), False),
        (date(2027, 5, 20), True),  # a Thursday: Restoration of Independence
    ],
)
def test_weekends_and_the_country_s_holidays_are_off(day: date, off: bool) -> None:
    assert is_day_off(day) is off


@pytest.mark.parametrize(
    ("days", "until"),
    [(0, date(2026, 12, 4)), (1, date(2026, 12, 9)), (2, date(2026, 12, 10))],
)
def test_days_off_do_not_count(days: int, until: date) -> None:
    # Friday 4 December; then a week-end and two holidays.
    assert after_working_days(date(2026, 12, 4), days, is_day_off) == until


def test_what_comes_on_a_day_off_is_due_on_the_next_working_day() -> None:
    assert after_working_days(date(2026, 12, 5), 0, is_day_off) == date(2026, 12, 9)


@given(_DAYS, st.integers(min_value=0, max_value=60))
def test_a_deadline_is_a_working_day_with_as_many_behind_it(day: date, days: int) -> None:
    until = after_working_days(day, days, is_day_off)
    assert not is_day_off(until)
    between = [day + timedelta(days=n) for n in range(1, (until - day).days + 1)]
    working = len([one for one in between if not is_day_off(one)])
    assert working == days + (1 if is_day_off(day) else 0)


def test_a_further_day_off_moves_the_deadline() -> None:
    friday, monday = date(2026, 10, 9), date(2026, 10, 12)
    promises = {**PROMISES, "high": Promise(0, 1)}
    assert deadlines(friday, "high", Rules(promises)).answer_by == monday
    rules = Rules(promises, frozenset({monday}))
    assert deadlines(friday, "high", rules).answer_by == date(2026, 10, 13)


def test_a_tip_that_nobody_assessed_counts_as_medium() -> None:
    day = date(2026, 10, 9)
    assert deadlines(day, "unset", Rules()) == deadlines(day, "medium", Rules())


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        '{"promises": {}}',
        '{"promises": {}, "days_off": []}',
        json.dumps(
            {
                "days_off": [],
                "promises": {u: {"acknowledge": 5, "answer": 1} for u in PROMISES},
            }
        ),
        json.dumps(
            {
                "days_off": ["tomorrow"],
                "promises": {u: {"acknowledge": 1, "answer": 1} for u in PROMISES},
            }
        ),
        json.dumps(
            {
                "days_off": [],
                "promises": {u: {"acknowledge": True, "answer": 10**9} for u in PROMISES},
            }
        ),
    ],
)
def test_a_broken_file_leaves_the_own_promises(settings: Any, tmp_path: Path, broken: str) -> None:
    settings.PUBLISHED_DIR = tmp_path
    (tmp_path / "deadlines.json").write_text(broken)
    assert rules_now() == Rules()


@given(_DAYS, _DAYS, _DAYS)
def test_danger_then_due_then_not_due_then_closed(one: date, other: date, came: date) -> None:
    def rank(**kwargs: Any) -> int:
        known = {"danger_now": False, "closed": False, "due": None, "received_on": came}
        return rank_of(**{**known, **kwargs})

    assert rank(danger_now=True, due=one) < rank(due=other)
    assert rank(danger_now=True) < rank(due=one)
    assert rank(due=one) < rank()
    assert rank() < CLOSED <= rank(closed=True, danger_now=True, due=one)
    assert (rank(due=one) < rank(due=other)) == (one < other)
    assert (rank(received_on=one) < rank(received_on=other)) == (one < other)
    closed = rank(closed=True, received_on=one), rank(closed=True, received_on=other)
    assert (closed[0] < closed[1]) == (one > other)


@pytest.mark.django_db
def test_a_tip_is_due_from_the_start_and_sooner_in_danger(sender: Sender) -> None:
    sender.send("A quiet story, nothing urgent in it.")
    quiet = Report.objects.get()
    until = deadlines(quiet.received_on, "unset")
    assert (quiet.acknowledge_by, quiet.answer_by) == (until.acknowledge_by, until.answer_by)
    assert quiet.rank == until.acknowledge_by.toordinal()
    sender.send("Somebody is locked in right now.", danger="yes")
    danger = Report.objects.exclude(pk=quiet.pk).get()
    assert danger.urgency == "immediate"
    assert danger.rank < 0 < quiet.rank


@pytest.mark.django_db
def test_the_sender_s_next_words_are_due_again(sender: Sender, unlocked_triage: Unlocked) -> None:
    from reports.inbox.services import record_view, reply_to_sender

    code = sender.send()
    tip = Report.objects.get()
    record_view(unlocked_triage, tip)
    reply_to_sender(unlocked_triage, tip, text="Which house is it?", once="1")
    tip.refresh_from_db()
    assert tip.due is None
    sender.come_back(code)
    sender.press("add", "/reply/", text="The blue one.")
    tip.refresh_from_db()
    assert tip.answered_on is None
    assert tip.due == deadlines(tip.received_on, "unset").answer_by
    assert tip.rank == tip.place_in_lists()


@pytest.fixture
def _published(settings: Any, tmp_path: Path) -> None:
    settings.PUBLISHED_DIR = tmp_path


def _numbers(**changed: str) -> dict[str, str]:
    said = {f"{u}_acknowledge": "1" for u in PROMISES} | {f"{u}_answer": "3" for u in PROMISES}
    return {**said, **changed}


@pytest.mark.django_db
@pytest.mark.usefixtures("_published")
def test_a_lead_sets_the_deadlines_and_the_next_tip_has_them(
    sender: Sender, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    lead = sign_in("lead")
    assert "working days until it is read" in lead.get(_DEADLINES).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(_DEADLINES, _numbers(medium_answer="30"))
    assert rules_now().promise("unset") == Promise(1, 30)
    sender.send()
    tip = Report.objects.get()
    assert tip.answer_by == after_working_days(tip.received_on, 30, is_day_off)
    assert AuditEvent.objects.filter(action="deadlines.set").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"high_answer": ""},
        {"high_answer": "0"},  # before it is read
        {"high_answer": "-1"},
        {"high_answer": "61"},
        {"high_answer": "1.5"},
        {"high_acknowledge": "soon"},
        {"low_acknowledge": "4"},
    ],
)
def test_deadlines_out_of_reason_change_nothing(sign_in: SignIn, wrong: dict[str, str]) -> None:
    page = sign_in("lead").post(_DEADLINES, _numbers(**wrong))
    assert "There is a problem" in page.content.decode()
    assert not PromiseSetting.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_published")
def test_a_further_day_off_is_added_shown_and_removed(
    sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    lead, day = sign_in("lead"), date(2099, 3, 9)
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(_DAYS_OFF, {"on": day.isoformat(), "name": "Day of the elections"})
    assert rules_now().is_off(day)
    assert "Day of the elections" in lead.get(_DAYS_OFF).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(f"{_DAYS_OFF}{day.isoformat()}/remove/")
    assert not rules_now().is_off(day)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "", "name": "A day"},
        {"on": "2020-01-01", "name": "A day"},
        {"on": "2099-02-30", "name": "A day"},
        {"on": "2099-03-09", "name": ""},
        {"on": "2099-03-09", "name": "x" * 81},
    ],
)
def test_a_wrong_day_off_is_refused_with_a_sentence(sign_in: SignIn, wrong: dict[str, str]) -> None:
    page = sign_in("lead").post(_DAYS_OFF, wrong)
    assert "There is a problem" in page.content.decode()
    assert not DayOff.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2099-02-30", "tomorrow", "99"])
def test_taking_back_what_is_no_day_is_not_found(sign_in: SignIn, day: str) -> None:
    assert sign_in("lead").post(f"{_DAYS_OFF}{day}/remove/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["triage", "editor", "publisher", "admin", "auditor"])
def test_only_a_lead_sets_deadlines_and_days_off(sign_in: SignIn, person: str) -> None:
    browser = sign_in(person)
    for address in (_DEADLINES, _DAYS_OFF, "/staff/inbox/notices/sent/"):
        assert browser.get(address).status_code == 404
    assert browser.post(_DEADLINES, _numbers()).status_code == 404
    assert not PromiseSetting.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_published")
def test_the_worker_writes_what_leads_said() -> None:
    assert write_deadlines in JOBS
    PromiseSetting.objects.create(urgency="high", acknowledge=0, answer=4)
    write_deadlines()
    assert rules_now().promise("high") == Promise(0, 4)
