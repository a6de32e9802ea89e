"""Acts on many tips hold them first, in one order: a second member or worker waits, then looks.

SQLite lets one writer in at a time, from the beginning of a transaction.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox.notices import rounds
from reports.inbox.services import move_to_inbox
from reports.models import NoticeChoice, Report
from tests.sender import Sender

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not connection.features.has_select_for_update, reason="SQLite holds its whole database"
    ),
]


def _reads_tips(act: Callable[[], object]) -> list[str]:
    """The statements that read tips, before the first one that changes some."""
    with CaptureQueriesContext(connection) as captured:
        act()
    asked = [query["sql"] for query in captured.captured_queries]
    changed = next(n for n, sql in enumerate(asked) if sql.startswith('UPDATE "reports_report"'))
    return [sql for sql in asked[:changed] if 'FROM "reports_report"' in sql]


def test_tips_that_leave_the_quarantine_are_held(sender: Sender, unlocked_triage: Unlocked) -> None:
    sender.send()
    tip = Report.objects.get()
    tip.change(quarantined=True)
    (read,) = _reads_tips(lambda: move_to_inbox(unlocked_triage, [tip.pk]))
    assert read.endswith("FOR UPDATE")
    assert "ORDER BY" in read
    assert AuditEvent.objects.filter(action="tip.out_of_quarantine").count() == 1


def test_tips_of_danger_are_held_while_members_are_called(sender: Sender) -> None:
    triage = User.objects.get(username="triage")
    NoticeChoice.objects.create(member=triage, address="triage@example.org")
    sender.send(danger="yes")
    (read,) = _reads_tips(lambda: rounds.queue_danger(timezone.localtime()))
    assert read.endswith("FOR UPDATE")
    assert "ORDER BY" in read
