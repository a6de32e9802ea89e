"""The administrator's pages: accounts, and the roles that need no key."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import invitations
from accounts.invitations import UnusableInvitation
from accounts.models import AgencyKey, AuditEvent, Invitation, TotpDevice, User
from accounts.roles import Role
from accounts.services import grant_role
from accounts.views import people as people_views

pytestmark = pytest.mark.django_db
_LINK = re.compile(r"http://testserver/staff/enrol/([\w-]+)/")


@pytest.fixture
def admin(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("admin")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _token(answer: Any) -> str:
    found = _LINK.search(_text(answer))
    assert found, _text(answer)
    return found.group(1)


def _user(username: str) -> User:
    return User.objects.get(username=username)


def test_a_new_account_has_a_link_that_is_shown_once(admin: Client) -> None:
    answer = admin.post(
        "/staff/people/new/", {"full_name": "Eva Soares", "username": "eva", "roles": ["editor"]}
    )
    invitation = invitations.find(_token(answer))
    assert invitation.user == _user("eva")
    assert not _user("eva").is_enrolled
    assert [grant.role for grant in _user("eva").grants.all()] == ["editor"]
    assert "Invited" in _text(admin.get("/staff/people/"))
    assert not _LINK.search(_text(admin.get("/staff/person/eva/")))


def test_only_the_digest_of_a_link_is_kept(admin: Client) -> None:
    token = _token(admin.post("/staff/people/new/", {"full_name": "Eva", "username": "eva"}))
    assert token.encode() not in bytes(Invitation.objects.get().digest)
    assert not AuditEvent.objects.filter(target__contains=token).exists()


def test_a_new_link_ends_the_one_before(admin: Client) -> None:
    first = _token(admin.post("/staff/people/new/", {"full_name": "Eva", "username": "eva"}))
    second = _token(admin.post("/staff/person/eva/link/"))
    with pytest.raises(UnusableInvitation):
        invitations.find(first)
    assert invitations.find(second).user == _user("eva")


def test_who_has_enrolled_gets_no_new_link_without_a_reset(admin: Client) -> None:
    assert admin.post("/staff/person/triage/link/").status_code == 404


def test_a_link_works_for_72_hours(people: None) -> None:
    token = invitations.invite(_user("editor"), by=None)
    invitation = invitations.find(token)
    left = invitation.expires_at - timezone.now()
    assert timedelta(hours=71, minutes=59) < left <= timedelta(hours=72)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(UnusableInvitation):
        invitations.find(token)


def test_an_old_link_that_is_tried_again_is_in_the_trail_once(people: None) -> None:
    token = invitations.invite(_user("editor"), by=None)
    invitations.use_up(invitations.find(token))
    for _again in range(3):
        with pytest.raises(UnusableInvitation):
            invitations.find(token)
    assert AuditEvent.objects.filter(action="invitation.tried_again").count() == 1


def test_an_unknown_link_leaves_no_event(people: None) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(UnusableInvitation):
        invitations.find("x" * 43)
    assert AuditEvent.objects.count() == before


def test_a_link_can_be_used_up_once(people: None) -> None:
    token = invitations.invite(_user("editor"), by=None)
    one, other = invitations.find(token), invitations.find(token)
    invitations.use_up(one)
    with pytest.raises(UnusableInvitation):
        invitations.use_up(other)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"full_name": "", "username": "eva"}, "Write the person's name."),
        ({"full_name": "Eva", "username": ""}, "Write a user name."),
        ({"full_name": "Eva", "username": "e"}, "That user name is too short."),
        ({"full_name": "Eva", "username": "Eva Soares"}, "Use small letters"),
        ({"full_name": "Eva", "username": "../eva"}, "Use small letters"),
        ({"full_name": "Eva", "username": "triage"}, "Somebody has this user name already."),
        ({"full_name": "Eva", "username": "eva", "roles": ["lead"]}, "Choose among the roles"),
        ({"full_name": "Eva", "username": "eva", "roles": ["triage"]}, "Choose among the roles"),
        ({"full_name": "Eva", "username": "eva", "roles": ["auditor"]}, "Choose among the roles"),
    ],
)
def test_what_does_not_do_is_told_and_opens_no_account(
    admin: Client, fields: dict[str, Any], message: str
) -> None:
    before = User.objects.count()
    answer = admin.post("/staff/people/new/", fields)
    assert message in _text(answer)
    assert User.objects.count() == before


def test_roles_are_given_and_taken(admin: Client) -> None:
    admin.post("/staff/person/editor/", {"roles": ["publisher"]})
    assert [grant.role for grant in _user("editor").grants.all()] == ["publisher"]
    assert {group.name for group in _user("editor").groups.all()} == {"Editors", "Moderators"}
    admin.post("/staff/person/editor/", {"roles": []})
    assert not _user("editor").grants.exists()
    assert not _user("editor").groups.exists()
    trail = AuditEvent.objects.filter(actor="admin").values_list("action", "target")
    assert ("role.granted", "user/editor") in trail
    assert ("role.revoked", "user/editor") in trail


def test_a_forged_role_is_not_given(admin: Client) -> None:
    for role in ("lead", "triage", "auditor"):
        assert admin.post("/staff/person/admin/", {"roles": ["admin", role]}).status_code == 200
    assert [grant.role for grant in _user("admin").grants.all()] == ["admin"]


def test_the_last_administrator_stays(admin: Client) -> None:
    assert "There must be an administrator" in _text(admin.post("/staff/person/admin/", {}))
    assert _user("admin").grants.filter(role=Role.ADMIN).exists()
    admin.post("/staff/person/admin/active/", {"active": "no"})
    assert _user("admin").is_active
    admin.post("/staff/person/admin/restore/")
    assert _user("admin").is_enrolled


def test_giving_an_account_back_takes_all_and_makes_a_link(
    admin: Client, sign_in: Callable[[str], Client]
) -> None:
    member = sign_in("lead")
    answer = admin.post("/staff/person/lead/restore/")
    assert invitations.find(_token(answer)).user == _user("lead")
    assert not _user("lead").is_enrolled
    assert not _user("lead").has_usable_password()
    assert not TotpDevice.objects.filter(user=_user("lead")).exists()
    assert not AgencyKey.objects.filter(member=_user("lead")).exists()
    assert member.get("/staff/inbox/").headers["Location"] == "/staff/"


def test_a_shut_account_is_signed_out_and_does_not_sign_in(
    admin: Client, sign_in: Callable[[str], Client]
) -> None:
    member = sign_in("triage")
    admin.post("/staff/person/triage/active/", {"active": "no"})
    assert member.get("/staff/inbox/").headers["Location"] == "/staff/"
    answer = Client().post("/staff/", {"username": "triage", "password": "demonstration-only"})
    assert answer.status_code == 200
    admin.post("/staff/person/triage/active/", {"active": "yes"})
    assert sign_in("triage").get("/staff/inbox/").status_code == 200


def test_an_administrator_sees_who_holds_keys_and_never_a_tip(admin: Client) -> None:
    page = _text(admin.get("/staff/people/"))
    assert page.count("holds keys") == 2
    for path in ("/staff/inbox/", "/staff/members/", "/staff/keys/", "/staff/trail/"):
        assert admin.get(path).status_code == 404


def test_nobody_else_reaches_these_pages(sign_in: Callable[[str], Client]) -> None:
    for username in ("editor", "publisher", "triage", "lead", "auditor"):
        browser = sign_in(username)
        for path in ("people/", "people/new/", "person/editor/", "person/editor/restore/"):
            assert browser.get(f"/staff/{path}").status_code == 404
            assert browser.post(f"/staff/{path}", {"roles": ["admin"]}).status_code == 404


def test_an_account_that_is_not_there_gets_404(admin: Client) -> None:
    for path in ("", "link/", "restore/", "active/"):
        assert admin.post(f"/staff/person/nobody-at-all/{path}").status_code == 404


def test_the_list_costs_the_same_for_more_people(
    admin: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin.get("/staff/people/")
        return len(captured)

    before = asked()
    for number in range(5):
        admin.post("/staff/people/new/", {"full_name": "X", "username": f"eva{number}"})
    assert asked() == before


def test_whether_an_administrator_is_the_last_is_asked_in_a_transaction(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # PostgreSQL holds rows in a transaction alone. These tests run in one of their own: what the
    # view opens is a savepoint.
    inside: list[bool] = []
    real = people_views._is_last_admin

    def noted(user: User) -> bool:
        inside.append(bool(connection.savepoint_ids))
        return real(user)

    monkeypatch.setattr(people_views, "_is_last_admin", noted)
    grant_role(_user("editor"), Role.ADMIN, by=None)
    admin.get("/staff/person/editor/restore/")
    admin.post("/staff/person/editor/active/", {"active": "no"})
    admin.post("/staff/person/admin/", {"roles": []})
    assert inside == [True, True, True]
