"""Changing several tips at once, and taking that back."""

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import AuditEvent
from accounts.unlocked import Unlocked
from reports.inbox.bulk import desk
from reports.inbox.bulk.action import Action
from reports.inbox.bulk.actions import ACTIONS
from reports.inbox.bulk.desk import Desk, Ticked
from reports.inbox.bulk.plan import Line, plan
from reports.inbox.bulk.record import Changed, Left, Record, open_record, seal_record
from reports.inbox.staff_entries import Written, write_for_members
from reports.models import BulkUndo, Report
from reports.models.bulk_undo import forget_undos

_BATCHES = UUID("5d0f6f5e-4f0b-4c3c-9a39-6f6f0a1f5b1e")


class NothingToChange(Exception):
    """Not one of the tips can be changed. Nothing was."""

    def __init__(self, left: list[Left]) -> None:
        super().__init__()
        self.left = left


class TooLate(Exception):
    """The minute is over, or it was taken back already, or it is somebody else's."""


@transaction.atomic
def change(
    member: Unlocked, action: Action, *, to: str, shown: Mapping[UUID, str], reason: str, once: str
) -> UUID:
    """Changes the tips that are still what the page showed, once for each `once`. Gives the batch.

    The reason is sealed on each of them. Raises NothingToChange, and Unopenable when the member's
    own key does not open.
    """
    pk = uuid5(_BATCHES, f"{member.user.pk}/{once}")  # nobody meets somebody else's
    held = desk.held(member, shown)
    if BulkUndo.objects.filter(pk=pk).exists():
        return pk
    left = _gone(member, held, shown)
    done: list[Line] = []
    for line in plan(held, action, to):
        why = line.refusal or _since_shown(line, shown)
        if why:
            left.append(Left(line.tip.report.reference, why))
        else:
            done.append(line)
    if not done:
        raise NothingToChange(left)
    for line in done:
        action.put(held, line.tip, to)
        _write(member, line.tip, said={**action.reason(to), "text": reason}, once=str(pk))
    event = _record(member, action, [(line.tip, line.then) for line in done], "tips.bulk")
    changed = [_changed(line) for line in done]
    _keep(member, Record(action.code, event, changed, left), pk)
    return pk


def undo_of(member: Unlocked, pk: UUID) -> tuple[BulkUndo, Record]:
    """A batch of this member that can still be taken back. Raises TooLate, Unopenable."""
    forget_undos()
    undo = BulkUndo.objects.filter(pk=pk, member=member.user).first()
    if undo is None:
        raise TooLate
    return undo, open_record(member, bytes(undo.sealed), pk=pk)


def take_back(member: Unlocked, pk: UUID) -> Record:
    """Makes tips what they were before a batch, as far as nobody has changed them since.

    Gives what was done now. Raises TooLate, Unopenable.
    """
    forget_undos()  # not inside: that it is deleted stays when this is refused
    with transaction.atomic():
        undo = BulkUndo.objects.select_for_update().filter(pk=pk, member=member.user).first()
        if undo is None:
            raise TooLate
        record = open_record(member, bytes(undo.sealed), pk=pk)
        undo.delete()
        return _take_back(member, record, pk)


def _take_back(member: Unlocked, record: Record, pk: UUID) -> Record:
    action = ACTIONS[record.do]
    held = desk.held(member, [UUID(one.pk) for one in record.changed])
    there = {str(tip.report.pk): tip for tip in held.tips}
    since = _changed_since(record, action)
    done: list[tuple[Ticked, str]] = []
    changed, left = [], []
    for one in record.changed:
        tip = there.get(one.pk)
        why = _stays(action, tip, one, since)
        if tip is None or why:
            left.append(Left(one.reference, why))
        elif not action.take_back(held, tip, one.was):
            left.append(Left(one.reference, _("It cannot become again what it was.")))
        else:
            said = {"about": "bulk_undone", "code": action.code, "text": ""}
            _write(member, tip, said=said, once=f"{pk}/undone")
            done.append((tip, one.was))
            changed.append(Changed(one.pk, one.reference, one.became, one.was))
    event = _record(member, action, done, "tips.bulk_undone")
    return Record(action.code, event, changed, left)


def _stays(action: Action, tip: Ticked | None, one: Changed, since: set[str]) -> str:
    """Why a tip is not made what it was; empty when it is."""
    if tip is None:
        return _not_there()
    if tip.case is None:
        return desk.does_not_open()
    if one.pk in since or action.now(tip) != one.became:
        return _("It was changed once more since.")
    return ""


def _changed_since(record: Record, action: Action) -> set[str]:
    """The tips that somebody changed after the batch, also to what the batch had made of them."""
    events = AuditEvent.objects.filter(
        target__in=[f"tip/{one.pk}" for one in record.changed],
        action__in=[action.event, *action.rivals],
        number__gt=record.event,
    )
    return {target.removeprefix("tip/") for target in events.values_list("target", flat=True)}


def _gone(member: Unlocked, held: Desk, shown: Iterable[UUID]) -> list[Left]:
    """The tips that were withdrawn after the page was shown.

    Of what was never the member's to see nothing is said.
    """
    missing = set(shown) - {tip.report.pk for tip in held.tips}
    theirs = Report.objects.filter(
        pk__in=missing, epoch__in=sorted(member.agency_keys), canary=False
    )
    return [
        Left(reference, _not_there()) for reference in theirs.values_list("reference", flat=True)
    ]


def _since_shown(line: Line, shown: Mapping[UUID, str]) -> str:
    if shown[line.tip.report.pk] == line.now:
        return ""
    return _("Somebody changed it meanwhile. It is now: %s.") % line.now_words


def _not_there() -> str:
    return _("It is not there any more.")


def _write(member: Unlocked, tip: Ticked, *, said: dict[str, str], once: str) -> None:
    if tip.case is not None:
        write_for_members(member, tip.report, tip.case, what=Written.REASON, said=said, once=once)


def _record(member: Unlocked, action: Action, done: list[tuple[Ticked, str]], whole: str) -> int:
    """Adds an event for each tip, then one for the whole. Gives the number of the last."""
    for tip, value in done:
        target = f"tip/{tip.report.pk}"
        audit.record(action.event, by=member.user, target=target, **action.detail(value))
    audit.record(whole, by=member.user, do=action.code, tips=len(done))
    newest = audit.newest()  # ours: other writers wait until this transaction ends
    return newest.number if newest else 0


def _changed(line: Line) -> Changed:
    report = line.tip.report
    return Changed(str(report.pk), report.reference, line.now, line.then)


def _keep(member: Unlocked, record: Record, pk: UUID) -> None:
    sealed = seal_record(member, record, pk=pk)
    BulkUndo.objects.create(pk=pk, member=member.user, sealed=sealed)
