"""Sealing older tips to an agency's newest keys, some at a time."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts import audit, key_care, trust
from accounts.models import Agency, AgencyEpoch
from accounts.unlocked import Unlocked
from reports import seals
from reports.models import Report
from vault.errors import Unopenable

BATCH = 500  # tips, about a second of work


@dataclass(frozen=True)
class Batch:
    """What one batch did. `last` is where the next one goes on; None when there is nothing left."""

    resealed: int
    damaged: int
    last: UUID | None


def reseal_batch(member: Unlocked, agency: Agency, *, after: UUID | None = None) -> Batch:
    """Seals the keys of the next tips to the agency's newest epoch.

    Each tip is changed whole or not at all, so that it can be stopped at any point and begun again.
    A tip that does not open is left as it is. When none is left, the older keys are deleted.
    Raises Untrusted.
    """
    newest = trust.newest_epoch(agency)
    left = Report.objects.sealed_to_older_keys(newest)
    if after is not None:
        left = left.filter(pk__gt=after)
    tips = list(left.values_list("pk", flat=True)[:BATCH])
    resealed = sum(_reseal(member, pk, newest) for pk in tips)
    if resealed:
        audit.record("keys.resealed", by=member.user, target=f"agency/{agency.slug}", tips=resealed)
    if len(tips) < BATCH:
        _forget_unused_keys(member, newest)
    last = tips[-1] if len(tips) == BATCH else None
    return Batch(resealed=resealed, damaged=len(tips) - resealed, last=last)


@transaction.atomic
def _reseal(member: Unlocked, pk: UUID, newest: AgencyEpoch) -> bool:
    report = Report.objects.select_for_update().get(pk=pk)
    old = AgencyEpoch.objects.select_related("agency").get(pk=report.epoch_id)
    try:
        opener = member.agency_identity(old)
        report.sealed_case, report.sealed_thread = (
            seals.reseal_identity(
                bytes(sealed), kind=kind, report=pk, opener=opener, recipient=newest.recipient
            )
            for kind, sealed in (("case", report.sealed_case), ("thread", report.sealed_thread))
        )
    except Unopenable:
        audit.record("tip.damaged", by=member.user, target=f"tip/{pk}")
        return False
    report.epoch = newest
    report.save(update_fields=["sealed_case", "sealed_thread", "epoch"])
    return True


def _forget_unused_keys(member: Unlocked, newest: AgencyEpoch) -> None:
    older = newest.agency.epochs.filter(number__lt=newest.number, keys__isnull=False).distinct()
    for epoch in older.exclude(reports__isnull=False):
        _forget_unless_used(member, epoch)


@transaction.atomic
def _forget_unless_used(member: Unlocked, epoch: AgencyEpoch) -> None:
    # A tip that is being stored this very moment holds the row, too: see `intake.store.save_tip`.
    AgencyEpoch.objects.select_for_update().get(pk=epoch.pk)
    if not Report.objects.filter(epoch=epoch).exists():
        key_care.forget_keys(epoch, by=member.user)
