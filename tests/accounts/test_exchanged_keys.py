"""Keys exchanged in the database between one reading and the next, and acts at the same time."""

from typing import Any

import pytest

from accounts import agencies, services, trust
from accounts.agencies import (
    KeysAreNewer,
    LastLead,
    PinNotWritten,
    WrongFingerprint,
    appoint,
    rotate,
)
from accounts.key_care import recover
from accounts.keys import held_identity
from accounts.models import Agency, AgencyEpoch, AgencyKey, AuditEvent, SignedGrant, User
from accounts.roles import Role
from accounts.services import AccountChanged, change_password, restore_account, set_active
from accounts.unlocked import Unlocked
from reports.models import Report
from tests.member import intake_agency, join, read_tip, said_by, unlocked
from tests.sender import Sender
from vault.errors import Unopenable
from vault.identity import Identity
from vault.signing import SigningKey

pytestmark = pytest.mark.django_db


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _roles(username: str) -> frozenset[Role]:
    user = _user(username)
    return trust.roles_of(user, trust.grants_of(user))


def test_a_member_who_becomes_auditor_keeps_no_key_and_no_older_row_counts(
    lead: Unlocked, sender: Sender
) -> None:
    sender.send()
    before = SignedGrant.objects.get(user=_user("triage"))
    appoint(lead, _user("triage"), Role.AUDITOR, agency=intake_agency(), said_digits="")
    assert _roles("triage") == {Role.AUDITOR}
    assert not AgencyKey.objects.filter(member__username="triage").exists()
    with pytest.raises(Unopenable):
        read_tip(unlocked("triage"), Report.objects.get())
    SignedGrant.objects.filter(user=_user("triage")).delete()
    before.save(force_insert=True)
    assert _roles("triage") == frozenset()


def test_an_exchanged_verify_key_is_not_signed_without_digits(lead: Unlocked) -> None:
    mine = SigningKey.generate()
    User.objects.filter(username="triage").update(verify_key=mine.verify_key)
    assert "triage" not in {g.user.username for g in trust.members_of(intake_agency())}
    with pytest.raises(WrongFingerprint):
        appoint(lead, _user("triage"), Role.TRIAGE, agency=intake_agency(), said_digits="")
    assert not trust.believed_authors([mine.verify_key])


def test_what_a_page_read_before_is_read_again_for_the_sealing(lead: Unlocked) -> None:
    mine, real = Identity.generate(), _user("triage").recipient
    User.objects.filter(username="triage").update(recipient=mine.recipient)
    loaded = _user("triage")
    User.objects.filter(username="triage").update(recipient=real)
    appoint(lead, loaded, Role.LEAD, agency=intake_agency(), said_digits="")
    key = AgencyKey.objects.get(member__username="triage")
    with pytest.raises(Unopenable):
        held_identity(key, mine)
    assert unlocked("triage").agency_identity(key.epoch).recipient == key.epoch.recipient


def test_new_keys_go_to_the_recipients_that_were_signed(
    lead: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, real = Identity.generate(), trust.believed
    members = agencies.present_members(intake_agency())

    def exchanged_meanwhile(*arguments: Any) -> Any:
        User.objects.filter(username="triage").update(recipient=mine.recipient)
        return real(*arguments)

    monkeypatch.setattr(agencies, "present_members", lambda *_a, **_k: members)
    monkeypatch.setattr(trust, "believed", exchanged_meanwhile)
    epoch = rotate(lead, intake_agency()).epoch
    with pytest.raises(Unopenable):
        held_identity(AgencyKey.objects.get(epoch=epoch, member__username="triage"), mine)


# ---- at the same time


def test_a_new_password_that_comes_after_a_reset_undoes_nothing(lead: Unlocked) -> None:
    before = unlocked("auditor")
    restore_account(_user("auditor"), by=_user("admin"))
    with pytest.raises(AccountChanged):
        change_password(before, "another long passphrase")
    assert not _user("auditor").is_enrolled
    assert _roles("auditor") == frozenset()


def test_a_new_password_that_comes_after_shutting_opens_nothing(people: None) -> None:
    before = unlocked("auditor")
    set_active(_user("auditor"), active=False, by=_user("admin"))
    with pytest.raises(AccountChanged):
        change_password(before, "another long passphrase")
    assert not _user("auditor").is_active


def test_keys_that_come_after_shutting_are_not_given(people: None) -> None:
    restore_account(_user("editor"), by=None)
    before = _user("editor")
    set_active(_user("editor"), active=False, by=_user("admin"))
    with pytest.raises(AccountChanged):
        services.give_keys(before, "another long passphrase")


def test_a_lead_whose_page_is_older_than_the_keys_can_still_act(lead: Unlocked) -> None:
    other = unlocked("lead")
    _ = other.signed_grants  # as the gate read them
    rotate(lead, intake_agency())
    assert rotate(other, intake_agency()).epoch.number == 3


def test_a_button_pressed_twice_makes_new_keys_once(lead: Unlocked) -> None:
    rotate(lead, intake_agency(), expected=1)
    with pytest.raises(KeysAreNewer):
        rotate(unlocked("lead"), intake_agency(), expected=1)
    assert AgencyEpoch.objects.count() == 2


# ---- who is left


def test_a_lead_whose_account_is_shut_does_not_count(lead: Unlocked) -> None:
    join(lead, "editor", Role.LEAD)
    set_active(_user("editor"), active=False, by=_user("admin"))
    with pytest.raises(LastLead):
        appoint(unlocked("lead"), lead.user, Role.TRIAGE, agency=intake_agency(), said_digits="")


def test_a_lead_can_become_a_member_while_older_generations_are_in_use(lead: Unlocked) -> None:
    join(lead, "editor", Role.LEAD)
    for _time in range(2):
        rotate(unlocked("lead"), intake_agency())
    appoint(unlocked("lead"), lead.user, Role.TRIAGE, agency=intake_agency(), said_digits="")
    member = unlocked("lead")
    for epoch in AgencyEpoch.objects.all():
        assert member.agency_identity(epoch).recipient == epoch.recipient


def test_a_recovered_lead_hands_over_what_the_sheet_opens(lead: Unlocked, sender: Sender) -> None:
    sender.send()
    sheet = Identity.generate()
    rotate(lead, intake_agency(), recovery_recipient=sheet.recipient)
    recover(sheet, _user("admin"))
    recovered = unlocked("admin")
    editor = _user("editor")
    missing = appoint(
        recovered, editor, Role.TRIAGE, agency=intake_agency(), said_digits=said_by(editor)
    )
    assert missing == 1  # the generation from before the sheet
    newest = trust.newest_epoch(intake_agency())
    assert unlocked("editor").agency_identity(newest).recipient == newest.recipient


def test_one_damaged_older_generation_does_not_stop_the_sheet(lead: Unlocked) -> None:
    sheet = Identity.generate()
    rotate(lead, intake_agency(), recovery_recipient=sheet.recipient)
    rotate(unlocked("lead"), intake_agency())
    AgencyEpoch.objects.filter(number=2).update(identity_for_recovery=b"rubbish")
    recover(sheet, _user("admin"))
    assert unlocked("admin").holds(Role.LEAD)


def test_without_a_pin_no_agency_is_founded(db: None, tmp_path: Any, settings: Any) -> None:
    (tmp_path / "file").write_text("")
    settings.TRUST_PIN_PATH = tmp_path / "file" / "pin"
    user = services.open_account(by=None, username="eva", full_name="Eva")
    services.give_keys(user, "a rather long password")
    with pytest.raises(PinNotWritten):
        agencies.found_agency(
            slug="agency",
            name="Agency",
            takes_tips_in=True,
            lead=user,
            recovery_recipient=Identity.generate().recipient,
        )
    assert not Agency.objects.exists()
    assert _roles("eva") == frozenset()


def test_a_new_sheet_is_in_the_trail(lead: Unlocked) -> None:
    before = AuditEvent.objects.filter(action="sheet.made").count()
    rotate(lead, intake_agency())
    rotate(unlocked("lead"), intake_agency(), recovery_recipient=Identity.generate().recipient)
    assert AuditEvent.objects.filter(action="sheet.made").count() == before + 1
