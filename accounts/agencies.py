"""Agencies and their keys: founding, joining, leaving, rotating, recovering."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts import audit, keys, trust
from accounts.models import Agency, AgencyEpoch, AgencyKey, SignedGrant, User
from accounts.models.signed_grant import PAST
from accounts.pin import move_pin
from accounts.roles import KEY_HOLDERS, Role
from accounts.services import end_sessions
from accounts.unlocked import Unlocked
from vault.errors import Unopenable, Untrusted
from vault.identity import Identity
from vault.signing import SigningKey
from vault.trust import Grant, sign_epoch, sign_grant, voice_fingerprint


class WrongFingerprint(Exception):
    """The digits that were said are not those of this person's keys."""


class PinNotWritten(Exception):
    """The pin is a setting, or its file cannot be written: nobody would believe the keys."""


class KeysAreNewer(Exception):
    """Somebody else has made new keys meanwhile."""


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
    # Read anew: what this request has read before, another one may have replaced meanwhile.
    lead = Unlocked(lead.user, lead.identity)
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
    epochs of all others. Raises PinNotWritten.
    """
    agency = Agency.objects.create(slug=slug, name=name, takes_tips_in=takes_tips_in)
    made = _new_epoch(agency, before=None, recovery_recipient=recovery_recipient, signer=signer)
    # At once: no older pin could vouch for it, and without the agency's row a pin left over by a
    # founding that failed is in nobody's way.
    if takes_tips_in and not move_pin(trust.as_epoch(made.epoch).fingerprint):
        raise PinNotWritten
    _appoint(lead, Role.LEAD, made)
    audit.record("agency.founded", by=lead, target=f"agency/{slug}")
    audit.record("sheet.made", by=lead, target=f"agency/{slug}")
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


def _appoint(user: User, role: str, epoch_keys: EpochKeys) -> SignedGrant:
    """Signs a role of somebody's present keys, and hands the newest agency keys over."""
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
        _hand_key(grant, epoch_keys)
    return grant


def _sign_grant(grant: SignedGrant, epoch_keys: EpochKeys) -> None:
    said: Grant = trust.as_grant(grant)
    signer = trust.as_epoch(epoch_keys.epoch)
    grant.epoch = epoch_keys.epoch
    grant.signature = sign_grant(said, signer=signer, key=epoch_keys.signing_key)


def _hand_key(grant: SignedGrant, epoch_keys: EpochKeys) -> None:
    """Seals to the recipient that was signed: the account's row may have changed since."""
    signing_key = epoch_keys.signing_key if grant.role == Role.LEAD else None
    _keep_key(grant, epoch_keys.epoch, epoch_keys.identity, signing_key)


def _keep_key(
    grant: SignedGrant, epoch: AgencyEpoch, identity: Identity, signing_key: SigningKey | None
) -> None:
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


@transaction.atomic
def appoint(lead: Unlocked, user: User, role: Role, *, agency: Agency, said_digits: str) -> int:
    """Gives somebody a signed role, and the agency's keys when the role needs them.

    `said_digits` are the digits of the person's own fingerprint as they said them; they are not
    asked for again while the person keeps these keys. Whoever gets less than before holds keys they
    should not have any more: then the agency gets new ones. Gives the number of older generations
    that the lead herself cannot open and so did not hand over.

    Raises WrongFingerprint, LastLead, Untrusted, Unopenable.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    # One reading of the person's keys for the digits, the signature and the sealing.
    user = User.objects.select_for_update().get(pk=user.pk)
    epoch_keys = open_newest(lead, agency)
    present = next((g for g in trust.members_of(agency) if g.user_id == user.pk), None)
    if present is not None and (present.recipient, present.verify_key) != (
        user.recipient,
        user.verify_key,
    ):
        present = None
    expected = "".join(voice_fingerprint(user.recipient or "", user.verify_key))
    if not user.is_enrolled or (present is None and said_digits != expected):
        raise WrongFingerprint
    older, missing = _older_identities(lead, epoch_keys.epoch)
    if present is not None and _is_less(Role(present.role), role):
        if present.role == Role.LEAD:
            _keep_a_lead(agency, user)
        older.append((epoch_keys.epoch, epoch_keys.identity))
        _leave(user, agency)
        epoch_keys = _rotate(epoch_keys, present_members(agency, without=user))
    grant = _appoint(user, role, epoch_keys)
    if role in KEY_HOLDERS:
        for epoch, identity in older:
            _keep_key(grant, epoch, identity, None)
    audit.record("role.granted", by=lead.user, target=f"user/{user.username}", role=role.value)
    return missing if role in KEY_HOLDERS else 0


def _is_less(before: Role, after: Role) -> bool:
    return before in KEY_HOLDERS and after not in {before, Role.LEAD}


def _older_epochs(newest: AgencyEpoch) -> list[AgencyEpoch]:
    """The older generations whose keys are still kept."""
    older = newest.agency.epochs.filter(number__lt=newest.number, keys__isnull=False)
    return list(older.select_related("agency").distinct())


def _older_identities(
    lead: Unlocked, newest: AgencyEpoch
) -> tuple[list[tuple[AgencyEpoch, Identity]], int]:
    """The identities of older generations, and how many of them this lead cannot open."""
    opened = []
    epochs = _older_epochs(newest)
    for epoch in epochs:
        with suppress(Unopenable):
            opened.append((epoch, lead.agency_identity(epoch)))
    return opened, len(epochs) - len(opened)


def present_members(agency: Agency, *, without: User | None = None) -> list[SignedGrant]:
    """The believed grants of an agency's present members."""
    return [grant for grant in trust.members_of(agency) if grant.user != without]


def _keep_a_lead(agency: Agency, leaving: User) -> None:
    leads = [
        grant
        for grant in present_members(agency, without=leaving)
        if grant.role == Role.LEAD and grant.user.is_active
    ]
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
    end_sessions(user)
    audit.record("member.removed", by=lead.user, target=f"user/{user.username}")


def _leave(user: User, agency: Agency) -> None:
    AgencyKey.objects.filter(member=user, epoch__agency=agency).delete()


@transaction.atomic
def rotate(
    lead: Unlocked,
    agency: Agency,
    *,
    recovery_recipient: str | None = None,
    expected: int | None = None,
) -> EpochKeys:
    """Gives an agency new keys; with a recipient, a new recovery sheet too.

    `expected` is the number of the newest epoch that the lead saw. Raises KeysAreNewer when there
    is a newer one, so that a button pressed twice makes one; Untrusted, Unopenable.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    newest = open_newest(lead, agency)
    if expected is not None and newest.epoch.number != expected:
        raise KeysAreNewer
    made = _rotate(newest, present_members(agency), recovery_recipient=recovery_recipient)
    if recovery_recipient is not None:
        audit.record("sheet.made", by=lead.user, target=f"agency/{agency.slug}")
    audit.record(
        "keys.rotated", by=lead.user, target=f"agency/{agency.slug}", epoch=made.epoch.number
    )
    return made


def _rotate(
    old: EpochKeys, members: list[SignedGrant], *, recovery_recipient: str | None = None
) -> EpochKeys:
    """The next epoch, for these members. All who were members and are none of these are past.

    Raises Untrusted for a partner agency: its epochs need the signature of the agency that takes
    tips in, for which there is no way yet.
    """
    agency = old.epoch.agency
    if not agency.takes_tips_in:
        raise Untrusted
    believed = trust.believed(agency.grants.select_related("agency", "user"))
    partners = _believed_partners()
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
            _hand_key(grant, made)
    _sign_partners(partners, made)
    # Before the commit, a killed process would leave a pin that nothing fits. After it, the old pin
    # still vouches for the new epoch, which the old key signed.
    transaction.on_commit(_pin_newest)
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


def _pin_newest() -> bool:
    """Moves the pin to the end of the chain that it vouches for: never back, whoever comes last."""
    chain = trust.intake_chain()
    return bool(chain) and move_pin(trust.as_epoch(chain[-1]).fingerprint)


def pin_newest(*, by: User) -> bool:
    """Moves a pin that was left behind. False when it is a setting that a person has to change."""
    audit.record("pin.moved", by=by)
    return _pin_newest()


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
    grant = _appoint(user, Role.LEAD, epoch_keys)
    for epoch in _older_epochs(epoch_keys.epoch):
        with suppress(Unopenable):  # of an older sheet, or damaged: the others still open
            _keep_key(grant, epoch, _open_with_sheet(sheet, epoch).identity, None)
    audit.record("recovery.used", by=user, target=f"agency/{agency.slug}")
    return agency


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
