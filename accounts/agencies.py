"""Agencies and their keys: founding, joining, leaving, rotating, recovering."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts import audit, keys, trust
from accounts.models import Agency, AgencyEpoch, AgencyKey, SignedGrant, User
from accounts.models.signed_grant import PAST
from accounts.pin import move_pin
from accounts.roles import KEY_HOLDERS, Role
from accounts.unlocked import Unlocked
from vault.errors import Unopenable, Untrusted
from vault.identity import Identity
from vault.signing import SigningKey
from vault.trust import Grant, sign_epoch, sign_grant, voice_fingerprint


class WrongFingerprint(Exception):
    """The digits that were said are not those of this person's keys."""


class LastLead(Exception):
    """Without this lead nobody could give a role or change a key any more."""


@dataclass(frozen=True, repr=False)
class EpochKeys:
    """An epoch and its secret halves, while a lead or the recovery sheet has them open."""

    epoch: AgencyEpoch
    identity: Identity
    signing_key: SigningKey


def open_newest(lead: Unlocked, agency: Agency) -> EpochKeys:
    """The keys that an agency uses now. Raises Untrusted, and Unopenable for who is no lead."""
    epoch = trust.newest_epoch(agency)
    return EpochKeys(epoch, lead.agency_identity(epoch), lead.agency_signing_key(epoch))


@transaction.atomic
def found_agency(
    *,
    slug: str,
    name: str,
    takes_tips_in: bool,
    lead: User,
    recovery_recipient: str,
    signer: EpochKeys | None = None,
) -> EpochKeys:
    """A new agency with its first keys, sealed to its first lead and to its recovery sheet.

    The agency that takes tips in signs its own first epoch and is pinned; it is the `signer` of the
    epochs of all others.
    """
    agency = Agency.objects.create(slug=slug, name=name, takes_tips_in=takes_tips_in)
    made = _new_epoch(agency, before=None, recovery_recipient=recovery_recipient, signer=signer)
    if takes_tips_in:
        # At once: there is no older pin that could vouch for it, and without the agency's row a
        # pin left over by a founding that failed is in nobody's way.
        move_pin(trust.as_epoch(made.epoch).fingerprint)
    _appoint(lead, Role.LEAD, made)
    audit.record("agency.founded", by=lead, target=f"agency/{slug}")
    return made


def _new_epoch(
    agency: Agency,
    *,
    before: AgencyEpoch | None,
    recovery_recipient: str,
    signer: EpochKeys | None,
) -> EpochKeys:
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
    _sign(row, signer or made)
    row.identity_for_recovery = keys.seal_agency_identity(
        identity, epoch=row, holder=recovery_recipient
    )
    row.signing_key_for_recovery = keys.seal_agency_signing_key(
        signing_key, epoch=row, holder=recovery_recipient
    )
    row.save()
    return made


def _sign(row: AgencyEpoch, signer: EpochKeys) -> None:
    signed = sign_epoch(
        trust.as_epoch(row), signer=trust.as_epoch(signer.epoch), key=signer.signing_key
    )
    row.signer, row.signature = signed.signer, signed.signature


def _appoint(user: User, role: str, epoch_keys: EpochKeys) -> None:
    """Signs a role of somebody's present keys."""
    grant = SignedGrant(
        agency=epoch_keys.epoch.agency,
        user=user,
        role=role,
        recipient=user.recipient or "",
        verify_key=user.verify_key,
    )
    _sign_grant(grant, epoch_keys)
    SignedGrant.objects.filter(agency=grant.agency, recipient=grant.recipient).delete()
    grant.save()
    if role in KEY_HOLDERS:
        _hand_key(user, role, epoch_keys)


def _sign_grant(grant: SignedGrant, epoch_keys: EpochKeys) -> None:
    said: Grant = trust.as_grant(grant)
    signer = trust.as_epoch(epoch_keys.epoch)
    grant.epoch = epoch_keys.epoch
    grant.signature = sign_grant(said, signer=signer, key=epoch_keys.signing_key)


def _hand_key(user: User, role: str, epoch_keys: EpochKeys) -> None:
    holder = user.recipient or ""
    epoch = epoch_keys.epoch
    signing_key = (
        keys.seal_agency_signing_key(epoch_keys.signing_key, epoch=epoch, holder=holder)
        if role == Role.LEAD
        else None
    )
    AgencyKey.objects.update_or_create(
        epoch=epoch,
        member=user,
        defaults={
            "sealed_identity": keys.seal_agency_identity(
                epoch_keys.identity, epoch=epoch, holder=holder
            ),
            "sealed_signing_key": signing_key,
        },
    )


@transaction.atomic
def appoint(lead: Unlocked, user: User, role: Role, *, agency: Agency, said_digits: str) -> None:
    """Gives somebody a signed role, and the agency's keys when the role needs them.

    `said_digits` are the digits of the person's own fingerprint as they said them; they are not
    asked for again while the person keeps these keys. Raises WrongFingerprint, LastLead, Untrusted,
    Unopenable.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    epoch_keys = open_newest(lead, agency)
    present = next((g for g in trust.members_of(agency) if g.user_id == user.pk), None)
    expected = "".join(voice_fingerprint(user.recipient or "", user.verify_key))
    if not user.is_enrolled or (present is None and said_digits != expected):
        raise WrongFingerprint
    if present is not None and present.role == Role.LEAD and role != Role.LEAD:
        _keep_a_lead(agency, user)
        _leave(user, agency)
        epoch_keys = _rotate(epoch_keys, present_members(agency, without=user))
    _appoint(user, role, epoch_keys)
    if role in KEY_HOLDERS:
        for epoch in _older_epochs(epoch_keys.epoch):
            _hand_older_key(lead, user, epoch)
    audit.record("role.granted", by=lead.user, target=f"user/{user.username}", role=role.value)


def _older_epochs(newest: AgencyEpoch) -> Iterable[AgencyEpoch]:
    return newest.agency.epochs.filter(number__lt=newest.number, keys__isnull=False).distinct()


def _hand_older_key(lead: Unlocked, user: User, epoch: AgencyEpoch) -> None:
    sealed = keys.seal_agency_identity(
        lead.agency_identity(epoch), epoch=epoch, holder=user.recipient or ""
    )
    AgencyKey.objects.update_or_create(
        epoch=epoch, member=user, defaults={"sealed_identity": sealed, "sealed_signing_key": None}
    )


def present_members(agency: Agency, *, without: User | None = None) -> list[SignedGrant]:
    """The believed grants of an agency's present members."""
    return [grant for grant in trust.members_of(agency) if grant.user != without]


def _keep_a_lead(agency: Agency, leaving: User) -> None:
    leads = [g for g in present_members(agency, without=leaving) if g.role == Role.LEAD]
    if not leads:
        raise LastLead


@transaction.atomic
def remove_member(lead: Unlocked, user: User, *, agency: Agency) -> None:
    """Takes role and keys from somebody at once, and gives the agency new keys without them.

    What they signed while they were a member stays believed. Raises LastLead, Untrusted and
    Unopenable.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    epoch_keys = open_newest(lead, agency)
    _keep_a_lead(agency, user)
    _leave(user, agency)
    _rotate(epoch_keys, present_members(agency, without=user))
    audit.record("member.removed", by=lead.user, target=f"user/{user.username}")


def _leave(user: User, agency: Agency) -> None:
    AgencyKey.objects.filter(member=user, epoch__agency=agency).delete()


@transaction.atomic
def rotate(lead: Unlocked, agency: Agency, *, recovery_recipient: str | None = None) -> EpochKeys:
    """Gives an agency new keys; with a recipient, a new recovery sheet too.

    Raises Untrusted, Unopenable.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    made = _rotate(
        open_newest(lead, agency), present_members(agency), recovery_recipient=recovery_recipient
    )
    audit.record(
        "keys.rotated", by=lead.user, target=f"agency/{agency.slug}", epoch=made.epoch.number
    )
    return made


def _rotate(
    old: EpochKeys, members: list[SignedGrant], *, recovery_recipient: str | None = None
) -> EpochKeys:
    """The next epoch, for these members. All who were members and are none of these are past."""
    agency = old.epoch.agency
    believed = trust.believed(agency.grants.select_related("agency", "user"))
    partners = _believed_partners() if agency.takes_tips_in else []
    made = _new_epoch(
        agency,
        before=old.epoch,
        recovery_recipient=recovery_recipient or old.epoch.recovery_recipient,
        signer=old,
    )
    staying = {grant.pk for grant in members}
    for grant in believed:
        grant.role = grant.role if grant.pk in staying else PAST
        _sign_grant(grant, made)
        grant.save()
        if grant.role in KEY_HOLDERS:
            _hand_key(grant.user, grant.role, made)
    if agency.takes_tips_in:
        _sign_partners(partners, made)
        fingerprint = trust.as_epoch(made.epoch).fingerprint
        # Before the commit, a killed process would leave a pin that nothing fits. After it, the old
        # pin still vouches for the new epoch, which the old key signed.
        transaction.on_commit(lambda: move_pin(fingerprint))
    return made


def _sign_partners(partners: list[AgencyEpoch], new: EpochKeys) -> None:
    """What the old key vouched for, the new one does."""
    for row in partners:
        _sign(row, new)
        row.save()


def _believed_partners() -> list[AgencyEpoch]:
    partners = []
    for agency in Agency.objects.filter(takes_tips_in=False):
        with suppress(Untrusted):
            partners.append(trust.newest_epoch(agency))
    return partners


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


def pin_newest(fingerprint: str, *, by: User) -> bool:
    """Moves a pin that was left behind. False when it is a setting that a person has to change."""
    moved = move_pin(fingerprint)
    if moved:
        audit.record("pin.moved", by=by, target=f"epoch/{fingerprint}")
    return moved


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
    epoch_keys = _open_with_sheet(sheet, trust.newest_epoch(agency))
    _appoint(user, Role.LEAD, epoch_keys)
    for epoch in _older_epochs(epoch_keys.epoch):
        if epoch.recovery_recipient == sheet.recipient:
            older = _open_with_sheet(sheet, epoch)
            _hand_key(user, Role.TRIAGE, older)
    audit.record("recovery.used", by=user, target=f"agency/{agency.slug}")
    return agency


def record_refused_sheet(user: User) -> None:
    """That somebody typed a sheet which opens nothing is kept."""
    audit.record("recovery.refused", by=user, target=f"user/{user.username}")


def _open_with_sheet(sheet: Identity, epoch: AgencyEpoch) -> EpochKeys:
    identity = keys.open_agency_identity(
        bytes(epoch.identity_for_recovery), epoch=epoch, identity=sheet
    )
    signing_key = keys.open_agency_signing_key(
        bytes(epoch.signing_key_for_recovery), epoch=epoch, identity=sheet
    )
    if (identity.recipient, signing_key.verify_key) != (epoch.recipient, epoch.verify_key):
        raise Unopenable
    return EpochKeys(epoch, identity, signing_key)
