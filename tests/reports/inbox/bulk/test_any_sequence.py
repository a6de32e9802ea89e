"""Whatever members do in any order, taking back never overwrites what somebody changed since."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from, sets

from accounts.models import User
from reports.inbox import services as single
from reports.inbox.bulk import services
from reports.inbox.bulk.actions import ACTIONS
from reports.inbox.bulk.desk import seen
from reports.inbox.labels import put_labels
from reports.inbox.reading import case_of
from reports.models import BulkUndo, Label, Report, StatusChange
from reports.seals import open_card
from reports.statuses import NoSuchMove
from tests.member import intake_agency, unlocked
from tests.reports.inbox.bulk.pages import send_tip

pytestmark = pytest.mark.django_db

_TIPS = 3
_NAMES = ("-", "triage", "lead")
_STATUSES = ("reading", "waiting", "passed_on")
_CLOSED = "closed/answered"
_LABELS = ("labelone", "labeltwo")
_URGENCIES = ("unset", "high", "low")
_VALUES = [
    *(("assign", value) for value in _NAMES),
    *(("move", value) for value in (*_STATUSES, _CLOSED)),
    *(("urgency", value) for value in _URGENCIES),
    *((do, value) for do in ("label", "unlabel") for value in _LABELS),
]


@dataclass
class _Batch:
    """One batch as the model knows it: for each tip what it was, and at which version."""

    pk: UUID
    do: str
    was: dict[int, str]
    version: dict[int, int] = field(default_factory=dict)


def _value_of(do: str) -> str:
    return "label" if do == "unlabel" else do


class Tips(RuleBasedStateMachine):
    """What each tip should be beside what it is. A version counts every change that was made."""

    def __init__(self) -> None:
        super().__init__()
        self.members = {name: unlocked(name) for name in ("triage", "lead")}
        self.savepoint = transaction.savepoint()
        self.batches: list[_Batch] = []
        self.pressed = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize()
    def send(self) -> None:
        self.tips = [send_tip() for _number in range(_TIPS)]
        start = {"assign": "-", "move": "reading", "urgency": "unset", "label": ""}
        for pk in _LABELS:
            Label.objects.create(pk=pk, agency=intake_agency(), name=pk)
        self.value = {(n, do): value for n in range(_TIPS) for do, value in start.items()}
        self.version = dict.fromkeys(self.value, 0)
        self.told = dict.fromkeys(range(_TIPS), 1)

    def _set(self, number: int, do: str, value: str) -> None:
        self.value[number, do] = value
        self.version[number, do] += 1

    @rule(chosen=sets(integers(0, _TIPS - 1), min_size=1), what=sampled_from(_VALUES))
    def in_bulk(self, chosen: set[int], what: tuple[str, str]) -> None:
        member, (do, to) = self.members["triage"], what
        action = ACTIONS[do]
        ids = [self.tips[number].pk for number in chosen]
        shown = {tip.report.pk: action.now(tip) for tip in seen(member, ids).tips}
        self.pressed += 1
        could = {n for n in chosen if self._could(n, do, to)}
        try:
            pk = services.change(
                member, action, to=to, shown=shown, reason="x", once=str(self.pressed)
            )
        except services.NothingToChange:
            assert not could
            return
        assert could
        goals = {n: self._goal(n, do, to) for n in could}
        do = _value_of(do)
        batch = _Batch(pk, do, {n: self.value[n, do] for n in could})
        for number in could:
            self._set(number, do, goals[number])
            self.told[number] += do == "move"
            batch.version[number] = self.version[number, do]
        self.batches.append(batch)

    def _could(self, number: int, do: str, to: str) -> bool:
        now = self.value[number, _value_of(do)]
        if now == self._goal(number, do, to):
            return False
        return do != "move" or now != "closed" or to == "reading"

    def _goal(self, number: int, do: str, to: str) -> str:
        carried = set(self.value[number, "label"].split())
        if do == "label":
            return " ".join(sorted(carried | {to}))
        if do == "unlabel":
            return " ".join(sorted(carried - {to}))
        return to.partition("/")[0]

    @rule(number=integers(0, _TIPS - 1), to=sampled_from(_NAMES))
    def assign_one(self, number: int, to: str) -> None:
        user = User.objects.filter(username=to).first()
        single.assign(self.members["lead"], self.tips[number], user)
        self._set(number, "assign", to)

    @rule(number=integers(0, _TIPS - 1), to=sampled_from(_STATUSES))
    def move_one(self, number: int, to: str) -> None:
        try:
            single.set_status(self.members["lead"], self.tips[number], to=Report.Status(to))
        except NoSuchMove:
            assert not self._could(number, "move", to)
            return
        self._set(number, "move", to)
        self.told[number] += 1

    @rule(number=integers(0, _TIPS - 1), chosen=sets(sampled_from(_LABELS)))
    def label_one(self, number: int, chosen: set[str]) -> None:
        lead, tip = self.members["lead"], Report.objects.get(pk=self.tips[number].pk)
        shown = self.value[number, "label"].split()
        put_labels(lead, tip, case_of(lead, tip), shown=shown, chosen=chosen)
        if chosen != set(shown):
            self._set(number, "label", " ".join(sorted(chosen)))

    @precondition(lambda self: self.batches)
    @rule(data=integers(0, 100))
    def there_and_back(self, data: int) -> None:
        """Somebody changes a tip of a batch, and then to what it was: theirs all the same."""
        batch = self.batches[data % len(self.batches)]
        number = sorted(batch.was)[data % len(batch.was)]
        now = self.value[number, batch.do]
        if batch.do == "assign":
            for to in ("lead" if now != "lead" else "-", now):
                self.assign_one(number=number, to=to)
        elif batch.do == "label":
            carried = set(now.split())
            for chosen in (carried ^ {_LABELS[0]}, carried):
                self.label_one(number=number, chosen=chosen)
        elif batch.do == "move" and now != "closed":
            for to in ("waiting" if now != "waiting" else "passed_on", now):
                self.move_one(number=number, to=to)

    @rule(number=integers(0, _TIPS - 1))
    def read_one(self, number: int) -> None:
        single.record_view(self.members["lead"], self.tips[number])

    @precondition(lambda self: self.batches)
    @rule(data=integers(0, 100))
    def undo(self, data: int) -> None:
        batch = self.batches.pop(data % len(self.batches))
        taken = services.take_back(self.members["triage"], batch.pk)
        untouched = {n for n in batch.was if self.version[n, batch.do] == batch.version[n]}
        assert {one.reference for one in taken.changed} == {
            self.tips[n].reference for n in untouched
        }
        assert {one.reference for one in taken.left} == {
            self.tips[n].reference for n in batch.was.keys() - untouched
        }
        for number in untouched:
            self._set(number, batch.do, batch.was[number])
            self.told[number] -= batch.do == "move"

    @invariant()
    def every_tip_is_what_was_said_last(self) -> None:
        if not hasattr(self, "tips"):
            return
        for number, tip in enumerate(self.tips):
            now = Report.objects.select_related("assignee").get(pk=tip.pk)
            name = now.assignee.username if now.assignee else "-"
            assert self.value[number, "assign"] == name
            assert self.value[number, "move"] == now.status
            assert self.value[number, "urgency"] == now.urgency
            card = open_card(now, case_of(self.members["triage"], now))
            assert self.value[number, "label"].split() == card.get("labels", [])
            assert now.rank == now.place_in_lists()
            assert StatusChange.objects.filter(report=now).count() == self.told[number]

    @invariant()
    def there_is_one_row_for_each_batch_that_can_be_taken_back(self) -> None:
        assert BulkUndo.objects.count() == len(self.batches)


def test_taking_back_in_any_order_never_overwrites_a_later_change(people: Any) -> None:
    run_state_machine_as_test(
        Tips,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
