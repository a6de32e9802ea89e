"""The keys of one generation: making them, signing with them, handing them to people."""

from contextlib import suppress
from dataclasses import dataclass

from django.utils import timezone

from accounts import keys, trust
from accounts.models import Agency, AgencyEpoch, AgencyKey, SignedGrant, User
from accounts.roles import KEY_HOLDERS, Role
from accounts.unlocked import Unlocked
from vault.errors import Unopenable
from vault.identity import Identity
from vault.signing import SigningKey
from vault.trust import Grant, sign_epoch, sign_grant


@dataclass(frozen=True, repr=False)
class EpochKeys:
    """An epoch and its secret halves, while a lead or the recovery sheet has them open."""

    epoch: AgencyEpoch
    identity: Identity
    signing_key: SigningKey


def open_newest(lead: Unlocked, agency: Agency) -> EpochKeys:
    """The keys that an agency uses now. Raises Untrusted, and Unopenable for who is no lead."""
    # Read anew: what this request has read before, another one may have replaced meanwhile.
    lead = Unlocked(lead.user, lead.identity)
    epoch = trust.newest_epoch(agency)
    return EpochKeys(epoch, lead.agency_identity(epoch), lead.agency_signing_key(epoch))


def new_epoch(
    agency: Agency,
    *,
    before: AgencyEpoch | None,
    recovery_recipient: str,
    signer: EpochKeys | None,
) -> EpochKeys:
    """An agency's next generation, stored, signed by another one's keys or by its own.

    `before` is the newest one so far; None for an agency's first.
    """
    identity, signing_key = Identity.generate(), SigningKey.generate()
    row = AgencyEpoch(
        agency=agency,
        number=before.number + 1 if before else 1,
        began_on=timezone.localdate(),
        recipient=identity.recipient,
        verify_key=signing_key.verify_key,
        recovery_recipient=recovery_recipient,
        previous=trust.as_epoch(before).fingerprint if before else "",
    )
    made = EpochKeys(row, identity, signing_key)
    sign_epoch_row(row, signer or made)
    row.identity_for_recovery = keys.seal_agency_identity(
        identity, epoch=row, holder=recovery_recipient
    )
    row.signing_key_for_recovery = keys.seal_agency_signing_key(
        signing_key, epoch=row, holder=recovery_recipient
    )
    row.save()
    return made


def sign_epoch_row(row: AgencyEpoch, signer: EpochKeys) -> None:
    """Puts the signer's signature into the row, which the caller stores."""
    signed = sign_epoch(
        trust.as_epoch(row), signer=trust.as_epoch(signer.epoch), key=signer.signing_key
    )
    row.signer, row.signature = signed.signer, signed.signature


def sign_role(user: User, role: str, epoch_keys: EpochKeys) -> SignedGrant:
    """Signs a role of somebody's present keys, and hands the newest agency keys over."""
    grant = SignedGrant(
        agency=epoch_keys.epoch.agency,
        user=user,
        role=role,
        recipient=user.recipient or "",
        verify_key=user.verify_key,
    )
    sign_role_row(grant, epoch_keys)
    SignedGrant.objects.filter(agency=grant.agency, recipient=grant.recipient).delete()
    grant.save()
    if role in KEY_HOLDERS:
        hand_key(grant, epoch_keys)
    return grant


def sign_role_row(grant: SignedGrant, epoch_keys: EpochKeys) -> None:
    """Puts the epoch's signature into the row, which the caller stores."""
    said: Grant = trust.as_grant(grant)
    signer = trust.as_epoch(epoch_keys.epoch)
    grant.epoch = epoch_keys.epoch
    grant.signature = sign_grant(said, signer=signer, key=epoch_keys.signing_key)


def hand_key(grant: SignedGrant, epoch_keys: EpochKeys) -> None:
    """Seals to the recipient that was signed: the account's row may have changed since."""
    signing_key = epoch_keys.signing_key if grant.role == Role.LEAD else None
    keep_key(grant, epoch_keys.epoch, epoch_keys.identity, signing_key)


def keep_key(
    grant: SignedGrant, epoch: AgencyEpoch, identity: Identity, signing_key: SigningKey | None
) -> None:
    """Stores an epoch's identity, and a signing key if given, sealed to the grant's keys."""
    holder = grant.recipient
    AgencyKey.objects.update_or_create(
        epoch=epoch,
        member_id=grant.user_id,
        defaults={
            "sealed_identity": keys.seal_agency_identity(identity, epoch=epoch, holder=holder),
            "sealed_signing_key": signing_key
            and keys.seal_agency_signing_key(signing_key, epoch=epoch, holder=holder),
        },
    )


def older_epochs(newest: AgencyEpoch) -> list[AgencyEpoch]:
    """The older generations whose keys are still kept."""
    older = newest.agency.epochs.filter(number__lt=newest.number, keys__isnull=False)
    return list(older.select_related("agency").distinct())


def older_identities(
    lead: Unlocked, newest: AgencyEpoch
) -> tuple[list[tuple[AgencyEpoch, Identity]], int]:
    """The identities of older generations, and how many of them this lead cannot open."""
    opened = []
    epochs = older_epochs(newest)
    for epoch in epochs:
        with suppress(Unopenable):
            opened.append((epoch, lead.agency_identity(epoch)))
    return opened, len(epochs) - len(opened)


def open_with_sheet(sheet: Identity, epoch: AgencyEpoch) -> EpochKeys:
    """The keys of an epoch, by the recovery sheet. Raises Unopenable."""
    identity = keys.open_agency_identity(
        bytes(epoch.identity_for_recovery), epoch=epoch, identity=sheet
    )
    signing_key = keys.open_agency_signing_key(
        bytes(epoch.signing_key_for_recovery), epoch=epoch, identity=sheet
    )
    if (identity.recipient, signing_key.verify_key) != (epoch.recipient, epoch.verify_key):
        raise Unopenable
    return EpochKeys(epoch, identity, signing_key)
