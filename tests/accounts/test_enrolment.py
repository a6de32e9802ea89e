"""From a one-time link to being signed in: password, second factor, recovery codes."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import invitations, keys, trust
from accounts.models import Agency, AuditEvent, Invitation, TotpDevice, User
from accounts.roles import Role
from accounts.services import open_account, restore_account
from accounts.totp import current_code
from tests.member import intake_agency, unlocked
from vault.errors import Unopenable

pytestmark = pytest.mark.django_db
PASSWORD = "a rather long password"


@pytest.fixture
def eva(people: None) -> User:
    return open_account(by=None, username="eva", full_name="Eva Soares")


@pytest.fixture
def token(eva: User) -> str:
    return invitations.invite(eva, by=None)


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _choose_password(browser: Client, token: str, password: str = PASSWORD) -> Any:
    fields = {"password": password, "again": password}
    return browser.post(f"/staff/enrol/{token}/", fields)


def _confirm_app(browser: Client, username: str = "eva") -> Any:
    browser.get("/staff/enrolling/")
    code = current_code(User.objects.get(username=username))
    return browser.post("/staff/enrolling/", {"code": code})


def test_the_link_says_whom_it_is_for_and_offers_a_passphrase(client: Client, token: str) -> None:
    page = _text(client.get(f"/staff/enrol/{token}/"))
    assert "Welcome, Eva Soares" in page
    assert "Your user name is eva." in page
    assert re.search(r'mh-secret">[a-z]+(?:-[a-z]+){5}<', page)


def test_the_passphrase_stays_the_same_after_an_error(client: Client, token: str) -> None:
    page = _text(client.get(f"/staff/enrol/{token}/"))
    offered = re.findall(r'name="offered" value="([a-z-]+)"', page)[0]
    answer = client.post(f"/staff/enrol/{token}/", {"password": "x", "offered": offered})
    assert f'mh-secret">{offered}<' in _text(answer)


def test_nobody_can_have_other_words_offered(client: Client, token: str) -> None:
    fields = {"password": "x", "offered": "<b>my-own-evil-pass-phrase-here"}
    assert "evil" not in _text(client.post(f"/staff/enrol/{token}/", fields))


def test_link_password_app_and_in(client: Client, token: str, eva: User) -> None:
    answer = _choose_password(client, token)
    assert answer.headers["Location"] == "/staff/enrolling/"
    assert "data:image/svg" in _text(client.get("/staff/enrolling/"))
    page = _text(_confirm_app(client))
    assert len(re.findall(r"<li>[0-9A-Z]{5}-[0-9A-Z]{5}</li>", page)) == 10
    assert client.get("/staff/account/").status_code == 200
    eva.refresh_from_db()
    assert keys.open_member_identity(eva, PASSWORD).recipient == eva.recipient
    assert "You have no role yet." in _text(client.get("/staff/account/"))
    assert AuditEvent.objects.filter(action="invitation.used", actor="eva").exists()


def test_before_the_second_factor_nothing_opens(client: Client, token: str) -> None:
    _choose_password(client, token)
    for path in ("account/", "inbox/", "cms/", "people/", "members/", "account/password/"):
        assert client.get(f"/staff/{path}").headers["Location"] == "/staff/enrolling/", path
    assert client.get("/staff/code/").headers["Location"] == "/staff/"


def test_the_key_for_the_app_stays_the_same_when_the_page_is_opened_again(
    client: Client, token: str
) -> None:
    _choose_password(client, token)
    first, second = (_text(client.get("/staff/enrolling/")) for _ in range(2))
    secret = re.search(r'mh-secret">([A-Z2-7 ]+)<', first)
    assert secret
    assert secret.group(1) in second


def test_a_link_works_once(client: Client, token: str) -> None:
    _choose_password(client, token)
    _confirm_app(client)
    stranger = Client()
    for answer in (stranger.get(f"/staff/enrol/{token}/"), _choose_password(stranger, token)):
        assert answer.status_code == 410
        assert AuditEvent.objects.filter(action="invitation.tried_again").count() == 1
    assert unlocked_with(PASSWORD)


def unlocked_with(password: str) -> bool:
    eva = User.objects.get(username="eva")
    try:
        keys.open_member_identity(eva, password)
    except Unopenable:
        return False
    return True


def test_who_stops_half_way_can_use_the_link_again(client: Client, token: str) -> None:
    _choose_password(client, token)
    later = Client(headers={"Accept-Language": "en"})
    _choose_password(later, token, "another long password")
    assert "Your recovery codes" in _text(_confirm_app(later))
    assert unlocked_with("another long password")
    # The first browser has a session of keys that are gone.
    assert client.get("/staff/enrolling/").headers["Location"] == "/staff/"


def test_a_link_used_up_in_the_meantime_leads_nowhere(client: Client, token: str) -> None:
    _choose_password(client, token)
    client.get("/staff/enrolling/")
    code = current_code(User.objects.get(username="eva"))
    Invitation.objects.filter(user__username="eva").update(used=True)
    answer = client.post("/staff/enrolling/", {"code": code})
    assert answer.status_code == 410
    assert "This link does not work" in _text(answer)
    assert client.get("/staff/account/").status_code == 302


def test_a_password_that_comes_after_the_link_was_used_changes_nothing(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose_password(client, token)
    real = invitations.find

    def found_too_early(token: str) -> Invitation:
        invitation = real(token)
        _confirm_app(client)
        return invitation

    monkeypatch.setattr(invitations, "find", found_too_early)
    answer = _choose_password(Client(), token, "the attackers passphrase")
    assert answer.status_code == 410
    assert unlocked_with(PASSWORD)
    assert client.get("/staff/account/").status_code == 200


def test_when_somebody_has_enrolled_no_other_link_of_theirs_works(
    client: Client, token: str, eva: User
) -> None:
    other = Invitation.objects.create(
        user=eva,
        digest=hashlib.sha256(b"other").digest(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    _choose_password(client, token)
    _confirm_app(client)
    assert not Invitation.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("code", ["", "12345", "000000", "abcdef", "१२३४५६"])
def test_a_wrong_first_code_is_told(client: Client, token: str, code: str) -> None:
    _choose_password(client, token)
    page = _text(client.post("/staff/enrolling/", {"code": code}))
    assert "<title>Error: " in page
    assert not TotpDevice.objects.get(user__username="eva").confirmed


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"password": "", "again": ""}, "Write a password."),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "passwordpassword1", "again": "different"}, "The two passwords differ."),
        ({"password": "x" * 201, "again": "x" * 201}, "That password is too long."),
        ({"password": PASSWORD}, "Write the password again."),
    ],
)
def test_a_password_that_does_not_do_is_told(
    client: Client, token: str, fields: dict[str, str], message: str
) -> None:
    assert message in _text(client.post(f"/staff/enrol/{token}/", fields))
    assert not User.objects.get(username="eva").is_enrolled


@pytest.mark.parametrize("token", ["x", "x" * 43, "..", "%00"])
def test_a_link_that_is_none_of_ours_says_so(people: None, client: Client, token: str) -> None:
    answer = client.get(f"/staff/enrol/{token}/")
    assert answer.status_code in {404, 410}


def test_a_shut_account_cannot_enrol(client: Client, token: str, eva: User) -> None:
    User.objects.filter(pk=eva.pk).update(is_active=False)
    assert client.get(f"/staff/enrol/{token}/").status_code == 410


def test_a_restored_account_enrols_again_with_other_keys(client: Client, people: None) -> None:
    before = unlocked("triage").user.recipient
    user = User.objects.get(username="triage")
    restore_account(user, by=None)
    _choose_password(client, invitations.invite(user, by=None))
    _confirm_app(client, "triage")
    user.refresh_from_db()
    assert user.recipient not in {None, before}
    assert client.get("/staff/inbox/").status_code == 404


def test_without_a_confirmed_factor_the_password_alone_leads_nowhere(
    client: Client, token: str
) -> None:
    _choose_password(client, token)
    other = Client(headers={"Accept-Language": "en"})
    other.post("/staff/", {"username": "eva", "password": PASSWORD})
    for path in ("account/", "inbox/"):
        assert other.get(f"/staff/{path}").headers["Location"] == "/staff/code/"
    assert other.get("/staff/enrolling/").headers["Location"] == "/staff/"
    assert "You have not finished enrolling." in _text(other.get("/staff/code/"))
    code = current_code(User.objects.get(username="eva")) if _app_of("eva") else "123456"
    other.post("/staff/code/", {"code": code})
    assert other.get("/staff/account/").headers["Location"] == "/staff/code/"


def _app_of(username: str) -> bool:
    return TotpDevice.objects.filter(user__username=username).exists()


# ---- changing the password


def test_a_changed_password_opens_the_same_keys_and_ends_other_sessions(
    sign_in: Callable[[str], Client],
) -> None:
    here, there = sign_in("triage"), sign_in("triage")
    before = User.objects.get(username="triage").recipient
    fields = {"present": "demonstration-only", "password": PASSWORD, "again": PASSWORD}
    answer = here.post("/staff/account/password/", fields)
    assert answer.headers["Location"] == "/staff/account/"
    user = User.objects.get(username="triage")
    assert user.recipient == before
    assert keys.open_member_identity(user, PASSWORD).recipient == before
    with pytest.raises(Unopenable):
        keys.open_member_identity(user, "demonstration-only")
    assert here.get("/staff/inbox/").status_code == 200
    assert there.get("/staff/inbox/").headers["Location"] == "/staff/"


def test_the_present_password_cannot_be_guessed_for_long(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    fields = {"present": "something else", "password": PASSWORD, "again": PASSWORD}
    pages = [_text(browser.post("/staff/account/password/", fields)) for _try in range(7)]
    assert sum("This is not your password." in page for page in pages) == 5
    assert "Too many tries." in pages[-1]
    assert AuditEvent.objects.filter(action="password.wrong", actor="triage").count() == 5


def test_without_the_present_password_nothing_changes(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    fields = {"present": "something else", "password": PASSWORD, "again": PASSWORD}
    page = _text(browser.post("/staff/account/password/", fields))
    assert "This is not your password." in page
    assert keys.open_member_identity(User.objects.get(username="triage"), "demonstration-only")


# ---- the first set-up


@pytest.fixture
def link(db: None) -> str:
    out = StringIO()
    call_command("setup", stdout=out)
    found = re.fullmatch(r"http://localhost:8000(/staff/setup/[\w-]+/)", out.getvalue().strip())
    assert found
    return found.group(1)


FIRST = {"full_name": "Eva Soares", "username": "eva", "password": PASSWORD, "again": PASSWORD}


def test_one_link_leads_from_nothing_to_an_open_form(client: Client, link: str) -> None:
    assert "The form is not open yet" in _text(client.get("/en/report/"))
    assert client.post(link, FIRST).headers["Location"] == "/staff/enrolling/"
    _confirm_app(client)
    assert "Found the agency" in _text(client.get(link))
    page = _text(client.post(link, {"name": "Secretariat"}))
    assert len(re.findall(r"<li>[a-z]{3,8}</li>", page)) == 24
    eva = User.objects.get(username="eva")
    assert trust.roles_of(eva, trust.grants_of(eva)) == {Role.LEAD, Role.TRIAGE}
    assert client.get("/en/report/").status_code == 200
    assert "not open" not in _text(client.get("/en/report/"))
    assert client.get("/staff/inbox/").status_code == 200
    assert "There is no administrator yet." in _text(client.get("/staff/members/"))
    assert client.get(link).status_code == 410
    assert AuditEvent.objects.filter(action="setup.done", actor="eva").exists()


def test_who_stops_before_the_second_factor_goes_on_under_the_same_name(
    client: Client, link: str
) -> None:
    client.post(link, FIRST)
    later = Client(headers={"Accept-Language": "en"})
    assert later.post(link, FIRST).headers["Location"] == "/staff/enrolling/"
    assert User.objects.filter(username="eva").count() == 1


def test_who_stops_before_the_agency_goes_on_with_the_same_link(client: Client, link: str) -> None:
    client.post(link, FIRST)
    _confirm_app(client)
    client.post("/staff/sign-out/")
    assert "Set this site up" in _text(client.get(link))
    assert not Agency.objects.exists()


def test_a_site_that_is_set_up_has_no_other_set_up(people: None, client: Client) -> None:
    with pytest.raises(CommandError):
        call_command("setup")
    token = invitations.invite(None, by=None)
    assert client.get(f"/staff/setup/{token}/").status_code == 410
    assert Agency.objects.get() == intake_agency()


def test_an_enrolment_link_is_no_set_up_link(client: Client, link: str) -> None:
    eva = open_account(by=None, username="eva", full_name="Eva")
    token = invitations.invite(eva, by=None)
    assert client.get(f"/staff/setup/{token}/").status_code == 410
    assert client.get(link.replace("/setup/", "/enrol/")).status_code == 410


def test_a_new_set_up_link_ends_the_one_before(client: Client, link: str) -> None:
    call_command("setup", stdout=StringIO())
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("name", ["", " ", "x" * 121])
def test_an_agency_needs_a_name(client: Client, link: str, name: str) -> None:
    client.post(link, FIRST)
    _confirm_app(client)
    assert "<title>Error: " in _text(client.post(link, {"name": name}))
    assert not Agency.objects.exists()


def test_an_operator_can_invite_an_administrator(people: None, client: Client) -> None:
    out = StringIO()
    call_command("invite_admin", "eva", "Eva Soares", stdout=out)
    path = out.getvalue().strip().removeprefix("http://localhost:8000")
    assert "Welcome, Eva Soares" in _text(client.get(path))
    with pytest.raises(CommandError):
        call_command("invite_admin", "eva", "Eva Soares")
    with pytest.raises(CommandError):
        call_command("invite_admin", "Eva Soares", "Eva Soares")
