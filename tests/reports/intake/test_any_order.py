"""Whatever a sender and the committee do, in any order, some things stay true."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from

from reports import ending
from reports.additions import Addition
from reports.inbox import services as inbox
from reports.intake import actions, hashing, returning, store
from reports.intake.services import report_submit
from reports.models import Access, Entry, Report, Trace
from reports.statuses import NoSuchMove, find_move
from tests.member import read_tip, unlocked
from vault.receipts import SenderKeys, new_code

pytestmark = pytest.mark.django_db


class OneTip(RuleBasedStateMachine):
    """What the world should be beside what it is."""

    keys: SenderKeys
    report: Report

    def __init__(self) -> None:
        super().__init__()
        self.member = unlocked("triage")
        self.entries = 1
        self.messages: dict[int, str | None] = {}
        self.danger = self.gone = False
        self.days_withdrawn: int | None = None
        self.seen_by_staff = False
        self.pages = 0
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize(written_down=sampled_from([True, False]))
    def send(self, written_down: bool) -> None:
        self.keys, self.seen_by_staff = hashing.keys_of(new_code()), written_down
        report_submit(
            self.keys,
            answers={"story": "In any order."},
            language="en",
            origin=store.Origin(seen_by_staff=written_down),
        )
        self.report = Report.objects.get(access__lookup=self.keys.lookup)

    def _sender_does(self, action: Any, *, withdrawn_too: bool = False) -> bool:
        """Whether it was done; that it was refused has to be for the right reason."""
        if self.gone or (self.days_withdrawn is not None and not withdrawn_too):
            with pytest.raises((store.Gone, store.Withdrawn)) as refused:
                action()
            assert (refused.type is store.Gone) == self.gone
            return False
        action()
        return True

    def _member_does(self, action: Any) -> bool:
        if self.gone or self.days_withdrawn is not None:
            with pytest.raises(Report.DoesNotExist):
                action()
            return False
        action()
        return True

    @rule(kind=sampled_from(list(Addition)), times=integers(1, 3))
    def add(self, kind: Addition, times: int) -> None:
        self.pages += 1
        for turn in range(times):  # the same page, sent again
            done = self._sender_does(
                lambda: actions.add_to_tip(self.keys, text="x", once=str(self.pages), kind=kind)
            )
            self.entries += done and turn == 0

    @rule(times=integers(1, 3))
    def danger_now(self, times: int) -> None:
        self.pages += 1
        for turn in range(times):
            once = str(self.pages)
            done = self._sender_does(partial(actions.raise_danger, self.keys, once=once))
            self.entries += done and turn == 0
            self.danger = self.danger or done

    @rule()
    def withdraw(self) -> None:
        if self._sender_does(lambda: actions.withdraw(self.keys), withdrawn_too=True):
            self.days_withdrawn = self.days_withdrawn or 0

    @rule()
    def take_back(self) -> None:
        if self._sender_does(lambda: actions.take_back(self.keys), withdrawn_too=True):
            self.days_withdrawn = None

    @precondition(lambda self: self.days_withdrawn is not None and not self.gone)
    @rule(days=integers(1, 5))
    def days_pass(self, days: int) -> None:
        self.days_withdrawn = (self.days_withdrawn or 0) + days
        day = timezone.localdate() - timedelta(days=self.days_withdrawn)
        Report.objects.filter(pk=self.report.pk).update(withdrawn_on=day)
        self.gone = self.days_withdrawn > 7

    @rule()
    def the_worker_runs(self) -> None:
        ending.delete_withdrawn()
        assert Report.objects.filter(pk=self.report.pk).exists() != self.gone
        assert Trace.objects.filter(reference=self.report.reference).exists() == self.gone

    @rule()
    def reply(self) -> None:
        self.pages += 1
        text = f"Reply {self.pages}"
        if self._member_does(
            lambda: inbox.reply_to_sender(self.member, self.report, text=text, once=str(self.pages))
        ):
            self.entries += 1
            self.messages[self.entries] = text

    @rule()
    def look(self) -> None:
        self._member_does(lambda: inbox.record_view(self.member, self.report))

    @rule(to=sampled_from(list(Report.Status)))
    def move(self, to: Report.Status) -> None:
        now = Report.objects.filter(pk=self.report.pk).values_list("status", flat=True).first()
        change = partial(inbox.set_status, self.member, self.report, to=to)
        try:
            find_move(now or "", to)
        except NoSuchMove:
            if now is not None and self.days_withdrawn is None:
                with pytest.raises(NoSuchMove):
                    change()
        else:
            self._member_does(change)

    @precondition(lambda self: self.messages)
    @rule(which=integers(0, 3))
    def delete_message(self, which: int) -> None:
        self.delete_entry(sorted(self.messages)[which % len(self.messages)])

    @rule(number=integers(1, 12))
    def delete_entry(self, number: int) -> None:
        done = self._sender_does(lambda: actions.delete_message(self.keys, number=number))
        if done and number in self.messages:
            self.messages[number] = None

    @rule()
    def replace_code(self) -> None:
        new = hashing.keys_of(new_code())
        if self.gone or not self.seen_by_staff:
            with pytest.raises(store.Gone):
                actions.replace_code(self.keys, new)
            return
        actions.replace_code(self.keys, new)
        actions.replace_code(self.keys, new)
        assert returning.conversation(self.keys) is None
        self.keys, self.seen_by_staff = new, False

    @invariant()
    def the_sender_finds_what_there_is(self) -> None:
        found = returning.conversation(self.keys)
        assert (found is None) == self.gone
        if found is None:
            return
        assert (found.back_until is None) == (self.days_withdrawn is None)
        assert found.seen_by_staff == self.seen_by_staff
        assert {m.number: m.text for m in found.messages} == self.messages
        assert found.moves[0].status == Report.Status.RECEIVED

    @invariant()
    def members_find_what_they_may(self) -> None:
        visible = Report.objects.visible_to(self.member).filter(pk=self.report.pk).first()
        assert (visible is None) == (self.gone or self.days_withdrawn is not None)
        if visible is None:
            return
        assert visible.danger_now == self.danger
        read = read_tip(self.member, visible)
        assert len(read) == self.entries
        assert all(entry.text is not None for entry in read)

    @invariant()
    def nothing_stands_twice(self) -> None:
        numbers = Entry.objects.filter(report=self.report).values_list("number", flat=True)
        assert list(numbers) in (list(range(1, self.entries + 1)), [])
        assert Access.objects.filter(report=self.report).count() <= 1


def test_in_any_order_nothing_is_lost_twice_or_seen_by_the_wrong_people(people: None) -> None:
    run_state_machine_as_test(
        OneTip,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
