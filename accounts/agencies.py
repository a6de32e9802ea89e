"""Agencies and who belongs to them: founding, joining, leaving, new keys."""

from contextlib import suppress

from django.db import transaction

from accounts import audit, trust
from accounts.epoch_keys import (
    EpochKeys,
    hand_key,
    keep_key,
    new_epoch,
    older_identities,
    open_newest,
    sign_epoch_row,
    sign_role,
    sign_role_row,
)
from accounts.key_care import move_pin_to_newest
from accounts.models import Agency, AgencyEpoch, AgencyKey, SignedGrant, User
from accounts.models.signed_grant import PAST
from accounts.pin import move_pin
from accounts.roles import KEY_HOLDERS, Role
from accounts.services import end_sessions
from accounts.unlocked import Unlocked
from vault.errors import Untrusted
from vault.trust import voice_fingerprint


class WrongFingerprint(Exception):
    """The digits that were said are not those of this person's keys."""


class PinNotWritten(Exception):
    """The pin is a setting, or its file cannot be written: nobody would believe the keys."""


class KeysAreNewer(Exception):
    """Somebody else has made new keys meanwhile."""


class LastLead(Exception):
    """Without this lead nobody could give a role or change a key any more."""


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
    made = new_epoch(agency, before=None, recovery_recipient=recovery_recipient, signer=signer)
    # At once: no older pin could vouch for it, and without the agency's row a pin left over by a
    # founding that failed is in nobody's way.
    if takes_tips_in and not move_pin(trust.as_epoch(made.epoch).fingerprint):
        raise PinNotWritten
    sign_role(lead, Role.LEAD, made)
    audit.record("agency.founded", by=lead, target=f"agency/{slug}")
    audit.record("sheet.made", by=lead, target=f"agency/{slug}")
    return made


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
    older, missing = older_identities(lead, epoch_keys.epoch)
    if present is not None and _is_less(Role(present.role), role):
        if present.role == Role.LEAD:
            _keep_a_lead(agency, user)
        older.append((epoch_keys.epoch, epoch_keys.identity))
        _leave(user, agency)
        epoch_keys = _rotate(epoch_keys, present_members(agency, without=user))
    grant = sign_role(user, role, epoch_keys)
    if role in KEY_HOLDERS:
        for epoch, identity in older:
            keep_key(grant, epoch, identity, None)
    audit.record("role.granted", by=lead.user, target=f"user/{user.username}", role=role.value)
    return missing if role in KEY_HOLDERS else 0


def _is_less(before: Role, after: Role) -> bool:
    return before in KEY_HOLDERS and after not in {before, Role.LEAD}


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
    made = new_epoch(
        agency,
        before=old.epoch,
        recovery_recipient=recovery_recipient or old.epoch.recovery_recipient,
        signer=old,
    )
    staying = {grant.pk for grant in members}
    for grant in believed:
        grant.role = grant.role if grant.pk in staying else PAST
        sign_role_row(grant, made)
        grant.save()
        if grant.role in KEY_HOLDERS:
            hand_key(grant, made)
    _sign_partners(partners, made)
    # Before the commit, a killed process would leave a pin that nothing fits. After it, the old pin
    # still vouches for the new epoch, which the old key signed.
    transaction.on_commit(move_pin_to_newest)
    return made


def _sign_partners(partners: list[AgencyEpoch], new: EpochKeys) -> None:
    """What the old key vouched for, the new one does."""
    for row in partners:
        sign_epoch_row(row, new)
        row.save()


def _believed_partners() -> list[AgencyEpoch]:
    partners = []
    for agency in Agency.objects.filter(takes_tips_in=False):
        with suppress(Untrusted):
            partners.append(trust.newest_epoch(agency))
    return partners
