"""Accounts, agencies and their sealed keys."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from accounts import keys
from accounts.demonstration import PASSWORD, PEOPLE, people_exist
from accounts.models import Agency, AgencyEpoch, AgencyKey, TotpDevice, User
from accounts.totp import current_code
from accounts.unlocked import Unlocked
from portal.preparation import prepare_database
from tests.member import found_partner, unlocked
from vault.errors import Unopenable
from vault.identity import Identity

pytestmark = pytest.mark.django_db


def test_nobody_can_be_a_superuser(people: None) -> None:
    with pytest.raises(IntegrityError):
        User.objects.filter(username="editor").update(is_superuser=True)


def test_the_password_opens_the_members_own_identity_and_another_does_not(people: None) -> None:
    user = User.objects.get(username="triage")
    assert keys.open_member_identity(user, PASSWORD).recipient == user.recipient
    with pytest.raises(Unopenable):
        keys.open_member_identity(user, PASSWORD + "!")


def test_the_password_without_the_pepper_opens_nothing(people: None, settings: Any) -> None:
    settings.MEMBER_PEPPER = "another pepper of the same length"
    with pytest.raises(Unopenable):
        keys.open_member_identity(User.objects.get(username="triage"), PASSWORD)


def test_a_sealed_identity_put_into_another_row_does_not_open(people: None) -> None:
    triage, editor = User.objects.get(username="triage"), User.objects.get(username="editor")
    editor.sealed_identity, editor.lock_salt = triage.sealed_identity, triage.lock_salt
    with pytest.raises(Unopenable):
        keys.open_member_identity(editor, PASSWORD)


def test_an_agencys_key_is_its_members_alone(people: None) -> None:
    epoch = AgencyEpoch.objects.get()
    triage, editor = User.objects.get(username="triage"), User.objects.get(username="editor")
    member = Unlocked(triage, keys.open_member_identity(triage, PASSWORD))
    assert member.agency_identity(epoch).recipient == epoch.recipient
    stranger = Unlocked(editor, keys.open_member_identity(editor, PASSWORD))
    with pytest.raises(Unopenable):
        stranger.agency_identity(epoch)
    AgencyKey.objects.filter(member=triage).update(member=editor)
    with pytest.raises(Unopenable):
        stranger.agency_identity(epoch)


def test_a_key_of_another_agency_in_the_row_does_not_open(lead: Unlocked) -> None:
    triage = User.objects.get(username="triage")
    other = found_partner(lead, slug="other", partner_lead=triage)
    foreign = AgencyKey.objects.get(epoch__agency=other)
    AgencyKey.objects.filter(epoch__agency__takes_tips_in=True, member=triage).update(
        sealed_identity=bytes(foreign.sealed_identity)
    )
    member = unlocked("triage")
    with pytest.raises(Unopenable):
        member.agency_identity(AgencyEpoch.objects.get(agency__takes_tips_in=True))


def test_one_agency_takes_tips_in(people: None) -> None:
    with pytest.raises(IntegrityError):
        Agency.objects.create(slug="second", name="Second", takes_tips_in=True)


def test_one_time_code_secrets_are_sealed_and_need_the_pepper(people: None, settings: Any) -> None:
    for person in PEOPLE:
        user = User.objects.get(username=person.username)
        sealed = bytes(TotpDevice.objects.get(user=user).sealed_secret)
        assert person.totp_secret not in sealed
        assert keys.open_totp_secret(sealed, user=user) == person.totp_secret
    settings.MEMBER_PEPPER = "another pepper of the same length"
    with pytest.raises(Unopenable):
        keys.open_totp_secret(sealed, user=user)


def test_what_the_session_holds_opens_with_its_cookie_alone(people: None) -> None:
    user, identity = User.objects.get(username="triage"), Identity.generate()
    sealed = keys.seal_for_session(identity, cookie="a cookie", user=user)
    assert keys.open_from_session(sealed, cookie="a cookie", user=user) == identity
    with pytest.raises(Unopenable):
        keys.open_from_session(sealed, cookie="another", user=user)


def test_what_the_session_holds_needs_the_pepper_too(people: None, settings: Any) -> None:
    user, identity = User.objects.get(username="triage"), Identity.generate()
    sealed = keys.seal_for_session(identity, cookie="a cookie", user=user)
    settings.MEMBER_PEPPER = "another pepper of the same length"
    with pytest.raises(Unopenable):
        keys.open_from_session(sealed, cookie="a cookie", user=user)


def test_demo_code_prints_what_the_app_would_show(people: None) -> None:
    out = StringIO()
    call_command("demo_code", "triage", stdout=out)
    assert out.getvalue().strip() == current_code(User.objects.get(username="triage"))


def test_demo_code_knows_demonstration_accounts_alone(people: None, settings: Any) -> None:
    with pytest.raises(CommandError):
        call_command("demo_code", "nobody")
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError):
        call_command("demo_code", "triage")


def test_a_real_instance_refuses_a_database_with_demonstration_accounts(
    people: None, settings: Any
) -> None:
    assert people_exist()
    settings.DEMONSTRATION = False
    with pytest.raises(Exception, match="demonstration accounts"):
        prepare_database()
