"""How many senders came back, on the lead's dashboard."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.dashboard.returns import (
    FEW,
    WEEKS,
    Returns,
    Week,
    as_bars,
    in_all,
    returns_by_week,
)
from reports.models import Report, WeeklyReturns
from reports.models.weekly_returns import monday_of
from tests.member import found_partner
from tests.sender import Sender
from vault.receipts import new_code

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_PAGE = "/staff/inbox/dashboard/"


def _week(codes: int, returns: int) -> Week:
    return Week(codes=codes, returns=returns, monday=monday_of(timezone.localdate()))


def test_returns_are_counted_by_week_for_the_whole_site_alone(sender: Sender) -> None:
    code = sender.send()
    for _time in range(2):
        sender.come_back(code)
    sender.come_back(new_code())
    row = WeeklyReturns.objects.get()
    assert (row.week, row.opened, row.unknown) == (monday_of(timezone.localdate()), 2, 1)
    week = returns_by_week(Report.objects.all(), timezone.localdate())[-1]
    assert (week.codes, week.returns) == (1, 2)


def test_a_known_and_an_unknown_code_ask_the_database_as_much(sender: Sender) -> None:
    code = sender.send()
    sender.come_back(code)  # the row of the week is there
    asked = []
    for written in (code, new_code()):
        with CaptureQueriesContext(connection) as captured:
            sender.come_back(written)
        asked.append([q["sql"].split()[0] for q in captured.captured_queries])
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("codes", "returns", "rate"),
    [
        (0, 0, None),
        (0, 7, None),
        (FEW - 1, 4, None),
        (FEW, 0, 0),
        (FEW, 1, 20),
        (FEW, 12, 240),
        (200, 1, 0),
        (3, 1000, None),
    ],
)
def test_the_rate_is_returns_for_each_100_codes_unless_they_are_too_few(
    codes: int, returns: int, rate: int | None
) -> None:
    assert Returns(codes, returns).rate == rate


def test_the_longest_rate_is_the_longest_bar_and_a_week_of_too_few_codes_has_none() -> None:
    bars = as_bars([_week(10, 30), _week(10, 15), _week(10, 0), _week(4, 4), _week(0, 0)])
    assert [(bar.shown, bar.share) for bar in bars] == [
        ("300", 100),
        ("150", 50),
        ("0", 0),
        ("–", 0),
        ("–", 0),
    ]
    assert [str(bar.note) for bar in bars[2:4]] == [
        "Codes: 10. Returns: 0.",
        "Codes: 4. Returns: 4. Too few to say.",
    ]


def test_weeks_of_too_few_codes_count_together() -> None:
    assert in_all([_week(4, 2), _week(0, 1), _week(4, 1)]) == Returns(8, 4)
    assert in_all([]).rate is None


def test_each_week_has_its_own_numbers_also_when_nothing_came(sender: Sender) -> None:
    today = timezone.localdate()
    monday = monday_of(today)
    weeks_ago = (0, 2, 2, WEEKS - 1, WEEKS)
    for number in range(len(weeks_ago)):
        sender.send(f"Story number {number}, long enough to be sent.")
    for tip, weeks in zip(Report.objects.all(), weeks_ago, strict=True):
        tip.change(received_on=monday - timedelta(weeks=weeks))
    WeeklyReturns.objects.create(week=monday - timedelta(weeks=2), opened=3)
    WeeklyReturns.objects.create(week=monday - timedelta(weeks=WEEKS), opened=99)
    found = returns_by_week(Report.objects.all(), today)
    assert [week.codes for week in found] == [1, 0, 0, 0, 0, 2, 0, 1]
    assert [week.returns for week in found] == [0, 0, 0, 0, 0, 3, 0, 0]


def test_the_page_says_the_rate_and_that_it_may_be_more_than_100(
    sender: Sender, sign_in: SignIn
) -> None:
    for number in range(FEW):
        sender.send(f"Story number {number}, long enough to be sent.")
    WeeklyReturns.objects.create(week=monday_of(timezone.localdate()), opened=8)
    page = sign_in("lead").get(_PAGE).content.decode()
    assert "Returns for each 100 codes given out, in all these weeks: 160." in page
    assert "so the number may be more than 100" in page
    assert page.count("Too few to say.") == WEEKS - 1


def test_a_lead_of_another_agency_sees_no_number_of_the_whole_site(
    sign_in: SignIn, lead: Unlocked
) -> None:
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    WeeklyReturns.objects.create(week=monday_of(timezone.localdate()), opened=7777)
    assert "Returns: 7777." in sign_in("lead").get(_PAGE).content.decode()
    page = sign_in("editor").get(_PAGE)
    assert page.status_code == 200
    assert "7777" not in page.content.decode()
