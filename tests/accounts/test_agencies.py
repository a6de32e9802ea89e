"""Agencies and their keys: who gets them, who loses them, and what the database cannot do."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts import trust
from accounts.agencies import LastLead, WrongFingerprint, appoint, remove_member, rotate
from accounts.epoch_keys import open_newest
from accounts.key_care import recover
from accounts.keys import seal_agency_identity
from accounts.models import AgencyEpoch, AgencyKey, AuditEvent, SignedGrant, User
from accounts.models.signed_grant import PAST
from accounts.pin import move_pin, pinned
from accounts.roles import Role
from accounts.services import give_keys, grant_role, restore_account
from accounts.unlocked import Unlocked
from tests.member import found_partner, intake_agency, join, said_by, unlocked
from vault.errors import Unopenable, Untrusted
from vault.identity import Identity
from vault.signing import SigningKey
from vault.trust import sign_epoch, sign_grant

pytestmark = pytest.mark.django_db


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _roles(username: str) -> frozenset[Role]:
    user = _user(username)
    return trust.roles_of(user, trust.grants_of(user))


def test_each_demonstration_person_holds_their_role(people: None) -> None:
    for role in Role:
        assert role in _roles(role.value)
    assert _roles("lead") == {Role.LEAD, Role.TRIAGE}
    assert _roles("publisher") == {Role.PUBLISHER, Role.EDITOR}
    assert _roles("admin") == {Role.ADMIN}


# ---- joining


def test_a_new_member_gets_the_keys_of_all_generations_in_use(lead: Unlocked) -> None:
    old = trust.newest_epoch(intake_agency())
    rotate(lead, intake_agency())
    join(unlocked("lead"), "editor")
    editor = unlocked("editor")
    for epoch in (old, trust.newest_epoch(intake_agency())):
        assert editor.agency_identity(epoch).recipient == epoch.recipient
        with pytest.raises(Unopenable):
            editor.agency_signing_key(epoch)


@pytest.mark.parametrize("said", ["", "1234", "0" * 24, "of another"])
def test_without_the_right_digits_nobody_joins(lead: Unlocked, said: str) -> None:
    digits = said_by(_user("publisher")) if said == "of another" else said
    with pytest.raises(WrongFingerprint):
        appoint(lead, _user("editor"), Role.TRIAGE, agency=intake_agency(), said_digits=digits)
    assert not AgencyKey.objects.filter(member__username="editor").exists()
    assert Role.TRIAGE not in _roles("editor")


def test_keys_exchanged_in_the_database_have_other_digits(lead: Unlocked) -> None:
    digits = said_by(_user("editor"))
    User.objects.filter(username="editor").update(recipient=Identity.generate().recipient)
    with pytest.raises(WrongFingerprint):
        appoint(lead, _user("editor"), Role.TRIAGE, agency=intake_agency(), said_digits=digits)


def test_somebody_who_has_not_enrolled_cannot_join(lead: Unlocked) -> None:
    restore_account(_user("editor"), by=None)
    user = _user("editor")
    with pytest.raises(WrongFingerprint):
        appoint(lead, user, Role.TRIAGE, agency=intake_agency(), said_digits=said_by(user))


def test_an_auditor_gets_no_key(people: None) -> None:
    assert not AgencyKey.objects.filter(member__username="auditor").exists()
    with pytest.raises(Unopenable):
        unlocked("auditor").agency_identity(trust.newest_epoch(intake_agency()))


@pytest.mark.parametrize("username", ["triage", "auditor", "admin", "editor", "publisher"])
def test_nobody_but_a_lead_can_give_a_signed_role(people: None, username: str) -> None:
    other = _user("editor" if username != "editor" else "publisher")
    with pytest.raises(Unopenable):
        appoint(
            unlocked(username),
            other,
            Role.TRIAGE,
            agency=intake_agency(),
            said_digits=said_by(other),
        )
    assert Role.TRIAGE not in _roles(other.username)


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.LEAD, Role.AUDITOR])
def test_a_signed_role_cannot_be_given_without_a_signature(people: None, role: Role) -> None:
    with pytest.raises(ValueError, match="signature of a lead"):
        grant_role(_user("editor"), role, by=_user("admin"))


# ---- rows that somebody wrote into the database


def _forged(role: str, **changes: Any) -> SignedGrant:
    admin = _user("admin")
    fields: dict[str, Any] = {
        "agency": intake_agency(),
        "user": admin,
        "role": role,
        "recipient": admin.recipient,
        "verify_key": admin.verify_key,
        "epoch": AgencyEpoch.objects.first(),
        "signature": bytes(64),
    }
    return SignedGrant(**{**fields, **changes})


def _unsigned() -> SignedGrant:
    return _forged(Role.LEAD)


def _signed_by_herself() -> SignedGrant:
    grant = _forged(Role.LEAD)
    epoch = trust.as_epoch(AgencyEpoch.objects.get())
    grant.signature = sign_grant(
        trust.as_grant(grant), signer=epoch, key=unlocked("admin").signing_key
    )
    return grant


def _with_the_signature_of_another() -> SignedGrant:
    real = SignedGrant.objects.get(role=Role.LEAD)
    return _forged(Role.LEAD, signature=bytes(real.signature))


@pytest.mark.parametrize("forge", [_unsigned, _signed_by_herself, _with_the_signature_of_another])
def test_a_forged_row_gives_no_role(people: None, forge: Callable[[], SignedGrant]) -> None:
    forge().save()
    assert _roles("admin") == {Role.ADMIN}


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.LEAD},
        {"recipient": "age1" + "q" * 58},
        {"verify_key": "0" * 64},
        {"signature": b""},
    ],
)
def test_a_changed_row_gives_no_role(people: None, change: dict[str, Any]) -> None:
    SignedGrant.objects.filter(user__username="triage").update(**change)
    assert _roles("triage") == frozenset()


def test_a_signed_row_moved_to_another_person_gives_no_role(people: None) -> None:
    SignedGrant.objects.filter(user__username="lead").update(user=_user("editor"))
    assert _roles("editor") == {Role.EDITOR}
    assert _roles("lead") == frozenset()


def test_an_epoch_that_nobody_signed_is_refused(people: None) -> None:
    real = AgencyEpoch.objects.get()
    mine, signing = Identity.generate(), SigningKey.generate()
    AgencyEpoch.objects.create(
        agency=real.agency,
        number=2,
        began_on=real.began_on,
        recipient=mine.recipient,
        verify_key=signing.verify_key,
        recovery_recipient=real.recovery_recipient,
        previous=trust.as_epoch(real).fingerprint,
        signer=trust.as_epoch(real).fingerprint,
        signature=bytes(64),
    )
    with pytest.raises(Untrusted):
        trust.newest_epoch(real.agency)
    assert _roles("lead") == frozenset()


@pytest.mark.parametrize("field", ["recipient", "verify_key", "recovery_recipient"])
def test_an_epoch_with_other_keys_is_refused(people: None, field: str) -> None:
    other = {
        "recipient": Identity.generate().recipient,
        "recovery_recipient": Identity.generate().recipient,
        "verify_key": SigningKey.generate().verify_key,
    }
    AgencyEpoch.objects.update(**{field: other[field]})
    with pytest.raises(Untrusted):
        trust.newest_epoch(intake_agency())


def test_a_database_without_its_newest_epoch_is_refused(
    lead: Unlocked, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rotate(lead, intake_agency())
    SignedGrant.objects.update(epoch=AgencyEpoch.objects.get(number=1))
    AgencyKey.objects.filter(epoch__number=2).delete()
    AgencyEpoch.objects.filter(number=2).delete()
    with pytest.raises(Untrusted):
        trust.newest_epoch(intake_agency())


def test_an_agency_key_sealed_by_a_stranger_is_not_used(people: None) -> None:
    # Everybody can seal to a member. What counts is the epoch in the pinned chain.
    epoch, triage, mine = AgencyEpoch.objects.get(), _user("triage"), Identity.generate()
    foreign = seal_agency_identity(mine, epoch=epoch, holder=triage.recipient or "")
    AgencyKey.objects.filter(member=triage).update(sealed_identity=foreign)
    with pytest.raises(Unopenable):
        unlocked("triage").agency_identity(epoch)


# ---- new keys


def test_new_keys_reach_every_present_member_and_the_old_ones_stay(lead: Unlocked) -> None:
    old = trust.newest_epoch(intake_agency())
    new = rotate(lead, intake_agency()).epoch
    assert new.number == old.number + 1
    assert new.recipient != old.recipient
    for username in ("lead", "triage"):
        member = unlocked(username)
        assert member.agency_identity(new).recipient == new.recipient
        assert member.agency_identity(old).recipient == old.recipient
    for role in (Role.LEAD, Role.TRIAGE, Role.AUDITOR):
        assert role in _roles(role.value)


def test_the_pin_moves_with_the_commit_and_the_old_one_vouches_until_then(
    lead: Unlocked, django_capture_on_commit_callbacks: Any
) -> None:
    before = pinned()
    with django_capture_on_commit_callbacks() as callbacks:
        new = rotate(lead, intake_agency()).epoch
    assert pinned() == before
    assert trust.newest_epoch(intake_agency()) == new
    for callback in callbacks:
        callback()
    assert pinned() == trust.as_epoch(new).fingerprint
    assert trust.newest_epoch(intake_agency()) == new


def test_a_former_leads_key_signs_nothing_after_the_pin_moved(
    lead: Unlocked, django_capture_on_commit_callbacks: Any
) -> None:
    join(lead, "editor", Role.LEAD)
    former = unlocked("editor")
    kept = open_newest(former, intake_agency())  # what she may have copied
    with django_capture_on_commit_callbacks(execute=True):
        remove_member(unlocked("lead"), former.user, agency=intake_agency())
    grant = _forged(Role.LEAD, user=former.user, epoch=kept.epoch)
    grant.recipient, grant.verify_key = former.user.recipient or "", former.user.verify_key
    grant.signature = sign_grant(
        trust.as_grant(grant), signer=trust.as_epoch(kept.epoch), key=kept.signing_key
    )
    SignedGrant.objects.filter(user=former.user).delete()
    grant.save()
    assert Role.LEAD not in _roles("editor")


def test_a_former_lead_cannot_fork_the_chain_after_the_pin_moved(
    lead: Unlocked, django_capture_on_commit_callbacks: Any
) -> None:
    old = open_newest(lead, intake_agency())
    with django_capture_on_commit_callbacks(execute=True):
        new = rotate(lead, intake_agency()).epoch
    mine, signing = Identity.generate(), SigningKey.generate()
    new.recipient, new.verify_key = mine.recipient, signing.verify_key
    signed = sign_epoch(trust.as_epoch(new), signer=trust.as_epoch(old.epoch), key=old.signing_key)
    new.signer, new.signature = signed.signer, signed.signature
    new.save()
    with pytest.raises(Untrusted):
        trust.newest_epoch(intake_agency())
    move_pin(trust.as_epoch(old.epoch).fingerprint)  # it is the pin that keeps her out
    assert trust.newest_epoch(intake_agency()).recipient == mine.recipient


def test_a_setting_pins_too_and_is_not_written_over(
    lead: Unlocked, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.TRUST_PIN = pinned()
    with django_capture_on_commit_callbacks(execute=True):
        new = rotate(lead, intake_agency()).epoch
    assert pinned() == settings.TRUST_PIN
    assert trust.newest_epoch(intake_agency()) == new
    assert not move_pin("0" * 64)


def test_a_pin_that_cannot_be_written_is_told(people: None, tmp_path: Any, settings: Any) -> None:
    (tmp_path / "file").write_text("")
    settings.TRUST_PIN_PATH = tmp_path / "file" / "pin"
    assert not move_pin("0" * 64)


# ---- leaving


def test_who_is_removed_loses_role_and_keys_at_once(lead: Unlocked) -> None:
    old = trust.newest_epoch(intake_agency())
    remove_member(lead, _user("triage"), agency=intake_agency())
    former = unlocked("triage")
    assert _roles("triage") == frozenset()
    for epoch in (old, trust.newest_epoch(intake_agency())):
        with pytest.raises(Unopenable):
            former.agency_identity(epoch)
    assert SignedGrant.objects.get(user=former.user).role == PAST
    assert Role.AUDITOR in _roles("auditor")


def test_an_old_row_put_back_after_leaving_gives_nothing(lead: Unlocked) -> None:
    row = SignedGrant.objects.get(user__username="triage")
    key = AgencyKey.objects.get(member__username="triage")
    remove_member(lead, row.user, agency=intake_agency())
    SignedGrant.objects.filter(pk=row.pk).delete()
    row.save(force_insert=True)
    key.save(force_insert=True)
    assert _roles("triage") == frozenset()


def test_what_a_former_member_wrote_stays_believed(lead: Unlocked) -> None:
    user = _user("triage")
    remove_member(lead, user, agency=intake_agency())
    assert trust.believed_authors([user.verify_key]) == {(user.pk, user.verify_key)}


def _remove(lead: Unlocked) -> None:
    remove_member(lead, lead.user, agency=intake_agency())


def _demote(lead: Unlocked) -> None:
    appoint(lead, lead.user, Role.TRIAGE, agency=intake_agency(), said_digits="")


@pytest.mark.parametrize("act", [_remove, _demote])
def test_the_last_lead_cannot_go(lead: Unlocked, act: Callable[[Unlocked], None]) -> None:
    with pytest.raises(LastLead):
        act(lead)
    assert _roles("lead") == {Role.LEAD, Role.TRIAGE}
    assert AgencyEpoch.objects.count() == 1


def test_a_lead_who_becomes_a_member_loses_the_signing_key_by_new_keys(lead: Unlocked) -> None:
    join(lead, "editor", Role.LEAD)
    assert _roles("editor") >= {Role.LEAD}
    join(unlocked("lead"), "editor", Role.TRIAGE)
    assert _roles("editor") == {Role.TRIAGE, Role.EDITOR}
    newest = trust.newest_epoch(intake_agency())
    assert newest.number == 2
    assert unlocked("editor").agency_identity(newest).recipient == newest.recipient
    with pytest.raises(Unopenable):
        unlocked("editor").agency_signing_key(newest)


# ---- a restored account


def test_a_restored_account_holds_neither_role_nor_key(people: None) -> None:
    before = unlocked("lead")
    restore_account(_user("lead"), by=_user("admin"))
    user = _user("lead")
    identity = give_keys(user, "another passphrase")
    restored = Unlocked(user, identity)
    assert restored.roles == frozenset()
    assert restored.led_agency is None
    assert not AgencyKey.objects.filter(member=user).exists()
    with pytest.raises(Unopenable):
        restored.agency_identity(trust.newest_epoch(intake_agency()))
    assert trust.believed_authors([before.user.verify_key])  # her messages stay hers


def test_a_restored_member_is_given_the_role_again_by_a_lead(lead: Unlocked) -> None:
    restore_account(_user("triage"), by=_user("admin"))
    user = _user("triage")
    identity = give_keys(user, "another passphrase")
    join(lead, "triage")
    assert Unlocked(_user("triage"), identity).holds(Role.TRIAGE)
    epoch = trust.newest_epoch(intake_agency())
    assert Unlocked(user, identity).agency_identity(epoch).recipient == epoch.recipient


# ---- the recovery sheet


@pytest.fixture
def sheet(lead: Unlocked) -> Identity:
    identity = Identity.generate()
    rotate(lead, intake_agency(), recovery_recipient=identity.recipient)
    return identity


def test_the_sheet_makes_a_lead_of_a_restored_account(sheet: Identity) -> None:
    restore_account(_user("lead"), by=_user("admin"))
    user = _user("lead")
    identity = give_keys(user, "another passphrase")
    assert recover(sheet, user) == intake_agency()
    recovered = Unlocked(user, identity)
    assert recovered.led_agency == intake_agency()
    newest = trust.newest_epoch(intake_agency())
    assert recovered.agency_identity(newest).recipient == newest.recipient
    assert recovered.agency_signing_key(newest).verify_key == newest.verify_key
    rotate(recovered, intake_agency())


def test_the_sheet_opens_the_later_generations_too(sheet: Identity) -> None:
    rotate(unlocked("lead"), intake_agency())
    recover(sheet, _user("editor"))
    editor = unlocked("editor")
    for epoch in AgencyEpoch.objects.filter(number__gte=2):
        assert editor.agency_identity(epoch).recipient == epoch.recipient


def test_a_sheet_that_was_replaced_opens_nothing(sheet: Identity) -> None:
    rotate(unlocked("lead"), intake_agency(), recovery_recipient=Identity.generate().recipient)
    with pytest.raises(Unopenable):
        recover(sheet, _user("editor"))
    assert Role.LEAD not in _roles("editor")


def test_a_sheet_of_no_agency_opens_nothing(people: None) -> None:
    with pytest.raises(Unopenable):
        recover(Identity.generate(), _user("editor"))


def test_a_recovery_recipient_exchanged_in_the_database_opens_nothing(people: None) -> None:
    mine = Identity.generate()
    AgencyEpoch.objects.update(recovery_recipient=mine.recipient)
    with pytest.raises(Untrusted):
        recover(mine, _user("admin"))


# ---- partner agencies


def test_a_partners_keys_are_believed_under_the_signature_of_the_triage_agency(
    lead: Unlocked,
) -> None:
    partner = found_partner(lead, slug="police", partner_lead=_user("editor"))
    assert _roles("editor") == {Role.LEAD, Role.TRIAGE, Role.EDITOR}
    rotate(lead, intake_agency())
    assert trust.newest_epoch(partner).agency == partner
    AgencyEpoch.objects.filter(agency=partner).update(signature=bytes(64))
    with pytest.raises(Untrusted):
        trust.newest_epoch(partner)
    rotate(unlocked("lead"), intake_agency())  # signs no epoch that is not believed
    with pytest.raises(Untrusted):
        trust.newest_epoch(partner)


def test_a_partners_lead_holds_no_key_of_the_triage_agency(lead: Unlocked) -> None:
    found_partner(lead, slug="police", partner_lead=_user("editor"))
    police = unlocked("editor")
    with pytest.raises(Unopenable):
        police.agency_identity(trust.newest_epoch(intake_agency()))
    with pytest.raises(Unopenable):
        rotate(police, intake_agency())


# ---- what is kept of it


def test_each_of_these_acts_is_in_the_trail(sheet: Identity) -> None:
    lead = unlocked("lead")
    join(lead, "editor")
    remove_member(lead, _user("triage"), agency=intake_agency())
    recover(sheet, _user("publisher"))
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert actions >= {
        "agency.founded",
        "keys.rotated",
        "role.granted",
        "member.removed",
        "recovery.used",
    }
