"""What a whole request of a member asks the database: session, roles, keys, page and all it writes.

SAVEPOINT and RELEASE are not counted: a test runs within a transaction, and what is one of those
here is BEGIN and COMMIT there. No page has one inside another.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AgencyKey, RoleGrant, SignedGrant, User
from accounts.unlocked import Unlocked
from reports.inbox import services as inbox
from reports.inbox.writing import services
from reports.models import Label, ReplyTemplate, Report
from tests.reports.inbox.tips import make_tips
from tests.sender import Sender

pytestmark = pytest.mark.django_db

_LIST = "/staff/inbox/"


@pytest.fixture
def report(sender: Sender) -> Report:
    sender.send()
    return Report.objects.get()


@pytest.fixture
def triage(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("triage")


def _asked(browser: Client, address: str, *, idle: int = 0) -> list[str]:
    """All of one request, `idle` seconds after the one before."""
    Session.objects.update(expire_date=F("expire_date") - timedelta(seconds=idle))
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    asked = [q["sql"] for q in captured.captured_queries]
    assert sum(sql.startswith("SAVEPOINT") for sql in asked) <= 1  # none within another
    return [sql for sql in asked if "SAVEPOINT" not in sql]


def _is_noted(asked: list[str]) -> bool:
    """Whether the session was written."""
    return any('UPDATE "django_session"' in sql for sql in asked)


def test_a_list_is_ten_queries_at_most_whatever_the_number_of_tips(triage: Client) -> None:
    numbers = []
    for _round in range(2):
        make_tips(20, assignee=User.objects.get(username="lead"))
        asked = _asked(triage, f"{_LIST}?rows=100&assignee=lead&status=received", idle=120)
        assert _is_noted(asked)
        numbers.append(len(asked))
    # session with person and roles, signed roles, keys; names, tips, numbers; session
    assert numbers == [7, 7], "\n".join(asked)


def test_the_first_opening_of_a_tip_marks_it_as_read(report: Report, triage: Client) -> None:
    asked = _asked(triage, f"{_LIST}{report.pk}/", idle=120)
    # 12 as each opening, and: the tip held, the tip and its card changed, the number of its move,
    # and the move. Without session, roles and keys it is 12, too.
    assert len(asked) == 16, "\n".join(asked)


def test_a_tip_opened_again_is_twelve_queries_at_most_however_much_was_written(
    report: Report, triage: Client, unlocked_triage: Unlocked, lead: Unlocked
) -> None:
    address = f"{_LIST}{report.pk}/"
    Label.objects.create(agency=report.epoch.agency, name="Boats")
    ReplyTemplate.objects.create(agency=report.epoch.agency, name="Thanks", texts={"en": "Thanks"})
    services.add_note(unlocked_triage, report, text="First.", once="first")
    triage.get(address)
    before = _asked(triage, address, idle=120)
    for number in range(6):
        for member in (unlocked_triage, lead):
            services.add_note(member, report, text="Again.", once=f"n{number}")
            inbox.record_view(member, report)
        inbox.reply_to_sender(lead, report, text="Again.", once=f"r{number}")
        inbox.assign(lead, report, lead.user if number % 2 else unlocked_triage.user)
        said: dict[str, Any] = {"of": 1, "language": "pt", "text": "De novo.", "based_on": 99}
        services.add_translation(lead, report, once=f"t{number}", **said)
    after = _asked(triage, address, idle=120)
    assert _is_noted(after)
    # session with person and roles, signed roles, keys; the tip with those around it; three for
    # the trail; entries, history, labels with templates, files; session
    assert len(after) == len(before) == 12, "\n".join(after)


def test_a_session_in_use_is_noted_once_a_minute(triage: Client) -> None:
    assert not _is_noted(_asked(triage, _LIST, idle=40))
    assert _is_noted(_asked(triage, _LIST, idle=40))
    assert not _is_noted(_asked(triage, _LIST))


@pytest.mark.parametrize(
    "revoke",
    [
        lambda: Session.objects.all().delete(),
        lambda: User.objects.filter(username="triage").update(is_active=False),
        lambda: User.objects.filter(username="triage").update(password="another"),
    ],
    ids=["session", "account", "password"],
)
def test_what_is_revoked_is_over_with_the_next_request(
    triage: Client, revoke: Callable[[], Any]
) -> None:
    assert triage.get(_LIST).status_code == 200
    revoke()
    assert triage.get(_LIST).status_code == 302


def test_a_role_is_over_with_the_next_request(
    triage: Client, sign_in: Callable[[str], Client]
) -> None:
    admin = sign_in("admin")
    assert admin.get("/staff/people/").status_code == 200
    RoleGrant.objects.filter(user__username="admin").delete()
    assert admin.get("/staff/people/").status_code == 404
    SignedGrant.objects.filter(user__username="triage").delete()
    assert triage.get(_LIST).status_code == 404


def test_a_key_is_over_with_the_next_request(report: Report, triage: Client) -> None:
    assert triage.get(f"{_LIST}{report.pk}/").status_code == 200
    AgencyKey.objects.filter(member__username="triage").delete()
    assert triage.get(f"{_LIST}{report.pk}/").status_code == 404
