"""What keeps an agency's keys usable: the pin, forgetting old ones, the recovery sheet."""

from contextlib import suppress

from django.db import transaction

from accounts import audit, trust
from accounts.epoch_keys import keep_key, older_epochs, open_with_sheet, sign_role
from accounts.models import Agency, AgencyEpoch, AgencyKey, User
from accounts.pin import move_pin
from accounts.roles import Role
from vault.errors import Unopenable
from vault.identity import Identity


@transaction.atomic
def forget_keys(epoch: AgencyEpoch, *, by: User) -> None:
    """Deletes an older epoch's keys, the recovery sheet's too: nothing is sealed to it any more.

    The epoch stays as a link of the chain. Raises ValueError for the newest.
    """
    if not epoch.agency.epochs.filter(number__gt=epoch.number).exists():
        raise ValueError("the newest keys are in use")
    AgencyKey.objects.filter(epoch=epoch).delete()
    AgencyEpoch.objects.filter(pk=epoch.pk).update(
        identity_for_recovery=b"", signing_key_for_recovery=b""
    )
    target = f"agency/{epoch.agency.slug}"
    audit.record("keys.forgotten", by=by, target=target, epoch=epoch.number)


def move_pin_to_newest() -> bool:
    """Moves the pin to the end of the chain that it vouches for: never back, whoever comes last."""
    chain = trust.intake_chain()
    return bool(chain) and move_pin(trust.as_epoch(chain[-1]).fingerprint)


def pin_newest(*, by: User) -> bool:
    """Moves a pin that was left behind. False when it is a setting that a person has to change."""
    audit.record("pin.moved", by=by)
    return move_pin_to_newest()


@transaction.atomic
def recover(sheet: Identity, user: User) -> Agency:
    """Makes somebody lead of the agency whose recovery sheet this is.

    Raises Unopenable when it is no agency's sheet, and Untrusted.
    """
    agency = (
        Agency.objects.filter(epochs__recovery_recipient=sheet.recipient)
        .order_by("-takes_tips_in", "pk")
        .first()
    )
    if agency is None:
        raise Unopenable
    Agency.objects.select_for_update().get(pk=agency.pk)
    epoch_keys = open_with_sheet(sheet, trust.newest_epoch(agency))
    grant = sign_role(user, Role.LEAD, epoch_keys)
    for epoch in older_epochs(epoch_keys.epoch):
        with suppress(Unopenable):  # of an older sheet, or damaged: the others still open
            keep_key(grant, epoch, open_with_sheet(sheet, epoch).identity, None)
    audit.record("recovery.used", by=user, target=f"agency/{agency.slug}")
    return agency
