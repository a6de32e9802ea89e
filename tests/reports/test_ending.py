"""What is withdrawn is deleted for good when its days are over."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from portal.management.commands.work import JOBS
from reports import ending
from reports.inbox.services import reply_to_sender
from reports.intake import actions, hashing
from reports.models import Access, Entry, Report, StatusChange, Trace
from tests.sender import Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(sender: Sender, unlocked_triage: Any) -> str:
    code = sender.send()
    reply_to_sender(unlocked_triage, Report.objects.get(), text="Which house?", once="1")
    actions.add_to_tip(hashing.keys_of(code), text="The blue one.", once="2")
    return code


def _withdrawn(days_ago: int, **which: Any) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    Report.objects.filter(**which).update(withdrawn_on=day)


def test_the_worker_deletes_the_tip_whole_and_leaves_a_trace_without_content(
    sender: Sender, code: str
) -> None:
    report = Report.objects.get()
    _withdrawn(8)
    ending.delete_withdrawn()
    for model in (Report, Access, Entry, StatusChange):
        assert not model.objects.exists()
    (trace,) = Trace.objects.all()
    assert trace.reference == report.reference
    assert trace.received_on == report.received_on
    assert trace.ended_on == timezone.localdate()
    assert trace.reason == "withdrawn"
    assert trace.pk != report.pk
    sender.come_back(code)
    assert "No tip has this code." in sender.text


def test_a_trace_has_no_field_for_anything_else() -> None:
    names = {field.name for field in Trace._meta.fields}
    assert names == {"id", "reference", "received_on", "ended_on", "reason"}


@pytest.mark.parametrize("days", [0, 1, 6, 7])
def test_nothing_is_deleted_while_it_can_be_taken_back(code: str, days: int) -> None:
    _withdrawn(days)
    ending.delete_withdrawn()
    assert Entry.objects.count() == 3
    assert not Trace.objects.exists()


def test_a_tip_that_is_not_withdrawn_is_never_due(code: str) -> None:
    Report.objects.update(received_on=timezone.localdate() - timedelta(days=9_000))
    ending.delete_withdrawn()
    assert Report.objects.exists()


def test_other_tips_stay(sender: Sender, code: str) -> None:
    kept = hashing.keys_of(sender.send())
    _withdrawn(8, access__lookup=hashing.keys_of(code).lookup)
    ending.delete_withdrawn()
    assert Report.objects.get().access.lookup == kept.lookup
    assert Entry.objects.count() == 1


def test_what_lies_outside_the_database_is_deleted_first(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[UUID, bool]] = []

    def delete_files(report_id: UUID) -> None:
        asked.append((report_id, Report.objects.filter(pk=report_id).exists()))

    monkeypatch.setattr(ending, "delete_files", delete_files)
    report = Report.objects.get()
    _withdrawn(8)
    ending.delete_withdrawn()
    assert asked == [(report.pk, True)]


def test_a_tip_whose_files_stay_is_kept_without_a_trace_and_tried_again(
    sender: Sender, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.send()
    broken = Report.objects.order_by("pk")[0].pk

    def fail_for_one(report_id: UUID) -> None:
        if report_id == broken:
            raise OSError

    _withdrawn(8)
    monkeypatch.setattr(ending, "delete_files", fail_for_one)
    ending.delete_withdrawn()
    assert [report.pk for report in Report.objects.all()] == [broken]
    assert Trace.objects.count() == 1
    monkeypatch.undo()
    ending.delete_withdrawn()
    assert not Report.objects.exists()
    assert Trace.objects.count() == 2


def test_a_tip_taken_back_since_it_was_looked_up_stays(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report.objects.get()
    ending._end(report.pk)  # as if it had been due a moment ago
    assert Report.objects.exists()
    assert not Trace.objects.exists()


def test_the_job_is_one_of_the_workers() -> None:
    assert ending.delete_withdrawn in JOBS


def test_what_is_deleted_is_overwritten_in_the_file(code: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a setting of SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
