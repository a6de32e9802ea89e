"""The lead's dashboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.dashboard import numbers
from reports.inbox.services import assign, record_view, reply_to_sender
from reports.models import Entry, Report
from tests.sender import Sender
from vault.identity import Identity

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_PAGE = "/staff/inbox/dashboard/"


def _numbers(bars: list[numbers.Bar]) -> list[int]:
    return [bar.number for bar in bars]


def _came(report: Report, days_ago: int, **fields: Any) -> None:
    report.change(received_on=timezone.localdate() - timedelta(days=days_ago), **fields)


def _send(sender: Sender, how_many: int) -> list[Report]:
    for number in range(how_many):
        sender.send(f"Story number {number}, long enough to be sent.")
    return list(Report.objects.order_by("reference"))


def test_open_tips_are_counted_by_age(sender: Sender) -> None:
    for report, days in zip(_send(sender, 5), (0, 7, 8, 31, 400), strict=True):
        _came(report, days)
    today = timezone.localdate()
    assert _numbers(numbers.open_by_age(Report.objects.all(), today)) == [2, 1, 1, 1]
    Report.objects.filter(received_on=today)[0].change(status="closed")
    assert _numbers(numbers.open_by_age(Report.objects.all(), today)) == [1, 1, 1, 1]


def test_tips_are_counted_by_status_and_open_ones_by_member(
    sender: Sender, unlocked_triage: Unlocked
) -> None:
    one, two, _three = _send(sender, 3)
    record_view(unlocked_triage, one)
    assign(unlocked_triage, one, unlocked_triage.user)
    two.change(status="closed")
    assert _numbers(numbers.by_status(Report.objects.all())) == [1, 1, 0, 0, 1]
    by_member = numbers.open_by_member(Report.objects.all())
    assert [(str(bar.name), bar.number) for bar in by_member] == [
        ("Nobody", 1),
        (unlocked_triage.user.full_name, 1),
    ]


def test_the_longest_bar_is_whole_and_nothing_is_no_bar() -> None:
    assert [bar.share for bar in numbers.bars([("a", 4), ("b", 1), ("c", 0)])] == [100, 25, 0]
    assert [bar.share for bar in numbers.bars([("a", 0)])] == [0]
    assert numbers.bars([]) == []


def test_the_first_reply_counts_and_no_later_one(sender: Sender, unlocked_triage: Unlocked) -> None:
    fast, slow, _none = _send(sender, 3)
    for report, days in ((fast, 0), (slow, 5)):
        record_view(unlocked_triage, report)
        reply_to_sender(unlocked_triage, report, text="First.", once="1")
        reply_to_sender(unlocked_triage, report, text="Second.", once="2")
        report.refresh_from_db()
        _came(report, days)
    last = Entry.objects.filter(kind="message", number=3)
    last.update(on=timezone.localdate() + timedelta(days=30))
    speed = numbers.time_to_first_answer(Report.objects.all(), timezone.localdate())
    assert _numbers(speed.bars) == [1, 0, 1, 0]
    # Two of the three within five days; and half of them with one more that has none.
    assert (speed.half, speed.unanswered) == (5, 1)
    _send(sender, 1)
    speed = numbers.time_to_first_answer(Report.objects.all(), timezone.localdate())
    assert (speed.half, speed.unanswered) == (5, 2)
    _send(sender, 1)
    speed = numbers.time_to_first_answer(Report.objects.all(), timezone.localdate())
    assert (speed.half, speed.unanswered) == (None, 3)


def test_deadlines_in_time_late_and_not_over_yet(sender: Sender) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    met, late, open_late, _not_over = _send(sender, 4)
    met.change(acknowledge_by=today, acknowledged_on=today)
    late.change(acknowledge_by=today - day, acknowledged_on=today)
    open_late.change(acknowledge_by=today - day)
    read, answered = numbers.deadlines_met(Report.objects.all(), today)
    assert (read.in_time, read.of, read.per_cent) == (1, 3, 33)
    assert (answered.of, answered.per_cent) == (0, None)


def test_a_deadline_met_by_all_is_a_whole_bar_and_none_met_is_no_bar() -> None:
    bars = [numbers.Kept(*counts).bar("Read") for counts in ((3, 3), (1, 3), (0, 2), (0, 0))]
    assert [(bar.shown, bar.share) for bar in bars] == [
        ("100 %", 100),
        ("33 %", 33),
        ("0 %", 0),
        ("–", 0),
    ]
    assert [str(bar.note) for bar in bars] == ["3 of 3", "1 of 3", "0 of 2", "No deadline yet"]


def test_a_lead_sees_the_numbers_and_what_they_mean(
    sender: Sender, sign_in: SignIn, unlocked_triage: Unlocked
) -> None:
    sender.send(danger="yes")
    record_view(unlocked_triage, Report.objects.get())
    page = sign_in("lead").get(_PAGE).content.decode()
    for words in (
        "Open tips by age",
        "Days to the first reply",
        "1 has none yet",
        "1 of 1",
        ">100 %<",
        "Senders who came back",
    ):
        assert words in page
    assert page.count('<svg class="mh-bars__bar"') == page.count('mh-bars__number">')


def test_before_the_first_tip_the_dashboard_says_so_and_draws_nothing(sign_in: SignIn) -> None:
    page = sign_in("lead").get(_PAGE).content.decode()
    assert page.count("No deadline yet") == 2
    assert "too few to say how many senders come back" in page
    assert '<rect width="0"' in page
    assert '<rect width="1' not in page


def test_what_is_in_quarantine_or_withdrawn_is_not_counted(sender: Sender, sign_in: SignIn) -> None:
    one, two = _send(sender, 2)
    one.change(quarantined=True)
    two.change(withdrawn_on=timezone.localdate())
    assert sign_in("lead").get(_PAGE).context["ages"][0].number == 0


def test_the_queries_do_not_grow_with_the_tips(sender: Sender, sign_in: SignIn) -> None:
    lead = sign_in("lead")
    asked = []
    for _time in range(2):
        _send(sender, 2)
        with CaptureQueriesContext(connection) as captured:
            lead.get(_PAGE)
        asked.append(len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]))
    assert asked[0] == asked[1] <= 16


@pytest.mark.parametrize("person", ["triage", "editor", "publisher", "admin", "auditor"])
def test_nobody_else_finds_the_dashboard(sign_in: SignIn, person: str) -> None:
    assert sign_in(person).get(_PAGE).status_code == 404


def test_a_lead_of_another_agency_counts_nothing_of_ours(people: None, sender: Sender) -> None:
    sender.send()
    stranger = Unlocked(User.objects.get(username="editor"), Identity.generate())
    assert not Report.objects.visible_to(stranger).exists()
