"""The lead's pages: members, keys and the recovery sheet."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts import invitations, trust
from accounts.models import AuditEvent, RoleGrant, SignedGrant, User
from accounts.pin import move_pin, pinned
from accounts.roles import Role
from accounts.services import give_keys, restore_account
from tests.member import intake_agency, said_by, unlocked
from vault.identity import Identity
from vault.recovery_sheet import identity_of, words_of

pytestmark = pytest.mark.django_db
_WORDS = re.compile(r"<li>([a-z]{3,8})</li>")


@pytest.fixture
def lead_browser(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("lead")


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def _user(username: str) -> User:
    return User.objects.get(username=username)


def test_the_lead_sees_members_and_who_could_join(lead_browser: Client) -> None:
    page = _text(lead_browser.get("/staff/members/"))
    for name in ("Lita", "Rui", "Xavier"):
        assert name in page
    assert "Give Ana (demonstration) (editor) a role" in page
    assert "not believed" not in page


def test_with_the_digits_that_were_said_a_role_is_given(lead_browser: Client) -> None:
    digits = said_by(_user("editor"))
    spoken = " ".join(digits[at : at + 4] for at in range(0, 24, 4))
    answer = lead_browser.post("/staff/member/editor/", {"role": "triage", "digits": spoken})
    assert answer.headers["Location"] == "/staff/members/"
    assert unlocked("editor").holds(Role.TRIAGE)


def test_the_leads_page_does_not_show_the_digits(lead_browser: Client) -> None:
    digits = said_by(_user("editor"))
    page = _text(lead_browser.get("/staff/member/editor/"))
    assert digits[:4] not in page


@pytest.mark.parametrize("digits", ["", "1234", "0" * 24, "\0", "१२३४" * 6])
def test_wrong_digits_give_nothing_and_are_told(lead_browser: Client, digits: str) -> None:
    answer = lead_browser.post("/staff/member/editor/", {"role": "triage", "digits": digits})
    assert answer.status_code == 200
    assert "<title>Error: " in _text(answer)
    assert not unlocked("editor").holds(Role.TRIAGE)


def test_wrong_digits_are_in_the_trail(lead_browser: Client) -> None:
    lead_browser.post("/staff/member/editor/", {"role": "triage", "digits": "0" * 24})
    assert AuditEvent.objects.filter(
        action="member.wrong_digits", actor="lead", target="user/editor"
    ).exists()


@pytest.mark.parametrize("role", ["admin", "editor", "past", "", "x"])
def test_a_lead_gives_no_other_role(lead_browser: Client, role: str) -> None:
    digits = said_by(_user("editor"))
    lead_browser.post("/staff/member/editor/", {"role": role, "digits": digits})
    assert unlocked("editor").roles == {Role.EDITOR}
    assert not RoleGrant.objects.filter(user__username="editor").exclude(role="editor").exists()


def test_a_present_member_changes_roles_without_digits(lead_browser: Client) -> None:
    lead_browser.post("/staff/member/triage/", {"role": "lead"})
    assert unlocked("triage").holds(Role.LEAD)
    answer = lead_browser.post("/staff/member/lead/", {"role": "triage"})
    assert answer.status_code == 302
    assert unlocked("lead").roles == {Role.TRIAGE}


def test_the_last_lead_is_told_to_stay(lead_browser: Client) -> None:
    page = _text(lead_browser.post("/staff/member/lead/", {"role": "triage"}))
    assert "There must be another lead first." in page
    assert unlocked("lead").holds(Role.LEAD)


def test_a_lead_invites_somebody_without_a_role(lead_browser: Client) -> None:
    answer = lead_browser.post("/staff/members/invite/", {"full_name": "Eva", "username": "eva"})
    found = re.search(r"/staff/enrol/([\w-]+)/", _text(answer))
    assert found
    assert invitations.find(found.group(1)).user == _user("eva")
    assert not _user("eva").grants.exists()
    assert "Eva" in _text(lead_browser.get("/staff/members/"))
    assert lead_browser.get("/staff/member/eva/").status_code == 404  # not enrolled yet


def test_a_lead_invites_the_first_administrator_and_no_second(lead_browser: Client) -> None:
    assert lead_browser.get("/staff/members/administrator/").status_code == 404
    RoleGrant.objects.filter(role=Role.ADMIN).delete()
    assert "There is no administrator yet." in _text(lead_browser.get("/staff/members/"))
    lead_browser.post("/staff/members/administrator/", {"full_name": "Eva", "username": "eva"})
    assert [grant.role for grant in _user("eva").grants.all()] == ["admin"]
    # Not enrolled yet: the link may be lost.
    assert lead_browser.get("/staff/members/administrator/").status_code == 200
    give_keys(_user("eva"), "a rather long password")
    assert lead_browser.get("/staff/members/administrator/").status_code == 404


def test_rows_that_are_not_believed_are_shown_as_such(lead_browser: Client) -> None:
    SignedGrant.objects.filter(user__username="triage").update(role=Role.LEAD)
    page = _text(lead_browser.get("/staff/members/"))
    assert "These rows are not believed" in page
    assert "Rui (demonstration) (triage): Lead" in page


def test_a_reset_lead_reaches_no_address_of_a_lead(
    sign_in: Callable[[str], Client], lead_browser: Client
) -> None:
    restore_account(_user("lead"), by=_user("admin"))
    give_keys(_user("lead"), "demonstration-only")
    from accounts.demonstration import PEOPLE
    from accounts.keys import seal_totp_secret
    from accounts.models import TotpDevice

    (person,) = [person for person in PEOPLE if person.username == "lead"]
    sealed = seal_totp_secret(person.totp_secret, user=_user("lead"))
    TotpDevice.objects.create(user=_user("lead"), sealed_secret=sealed, confirmed=True)
    browser = sign_in("lead")
    assert browser.get("/staff/account/").status_code == 200
    for path in (
        "members/",
        "members/invite/",
        "members/administrator/",
        "member/editor/",
        "member/lead/",
        "keys/",
        "keys/new/",
        "keys/pin/",
        "keys/sheet/",
        "inbox/",
        "inbox/keys/",
        "inbox/leaving/triage/",
        "people/",
        "trail/",
    ):
        assert browser.get(f"/staff/{path}").status_code == 404, path
        assert browser.post(f"/staff/{path}", {"role": "lead"}).status_code == 404, path
    assert "You have no role yet." in _text(browser.get("/staff/account/"))


def test_nobody_else_reaches_these_pages(sign_in: Callable[[str], Client]) -> None:
    for username in ("editor", "publisher", "triage", "admin", "auditor"):
        browser = sign_in(username)
        for path in ("members/", "members/invite/", "member/editor/", "keys/", "keys/new/"):
            assert browser.get(f"/staff/{path}").status_code == 404
            assert browser.post(f"/staff/{path}", {"role": "lead"}).status_code == 404


# ---- keys


def test_new_keys_by_the_page(lead_browser: Client) -> None:
    answer = lead_browser.post("/staff/keys/new/", {"expected": "1"})
    assert answer.headers["Location"] == "/staff/keys/"
    newest = trust.newest_epoch(intake_agency())
    assert newest.number == 2
    assert trust.as_epoch(newest).fingerprint in _text(lead_browser.get("/staff/keys/"))


def test_a_new_sheet_is_shown_once_and_opens_the_keys(lead_browser: Client) -> None:
    answer = lead_browser.post("/staff/keys/new/", {"sheet": "on", "expected": "1"})
    words = _WORDS.findall(_text(answer))
    assert len(words) == 24
    assert "no-store" in answer.headers["Cache-Control"]
    sheet = identity_of(" ".join(words))
    assert sheet.recipient == trust.newest_epoch(intake_agency()).recovery_recipient
    assert sheet.reveal() in _text(answer)
    assert words[3] not in _WORDS.findall(_text(lead_browser.get("/staff/keys/")))
    assert "Nobody has checked" in _text(lead_browser.get("/staff/keys/"))
    answer = lead_browser.post("/staff/keys/sheet/", {"words": " ".join(words)})
    assert answer.headers["Location"] == "/staff/keys/"
    assert "The recovery sheet was checked." in _text(lead_browser.get("/staff/keys/"))


@pytest.mark.parametrize("words", ["", "abandon", "abandon " * 24, "x" * 2000, "\0 a", "age1"])
def test_words_that_are_no_sheet_are_told(lead_browser: Client, words: str) -> None:
    page = _text(lead_browser.post("/staff/keys/sheet/", {"words": words}))
    assert "<title>Error: " in page


def test_the_sheet_of_other_keys_is_told(lead_browser: Client) -> None:
    words = " ".join(words_of(Identity.generate()))
    page = _text(lead_browser.post("/staff/keys/sheet/", {"words": words}))
    assert "This is the sheet of other keys." in page


def test_a_pin_that_lags_is_told_and_can_be_moved(lead_browser: Client) -> None:
    old = pinned()
    lead_browser.post("/staff/keys/new/", {"expected": "1"})
    newest = trust.as_epoch(trust.newest_epoch(intake_agency())).fingerprint
    assert move_pin(old)  # as after a server that was killed at the wrong moment
    assert "The pin is not on the newest keys." in _text(lead_browser.get("/staff/keys/"))
    lead_browser.post("/staff/keys/pin/")
    assert settings.TRUST_PIN_PATH.read_text().strip() == newest
    assert "The pin is not on" not in _text(lead_browser.get("/staff/keys/"))
    assert AuditEvent.objects.filter(action="pin.moved", actor="lead").exists()


# ---- using the sheet


@pytest.fixture
def sheet(lead_browser: Client) -> Identity:
    answer = lead_browser.post("/staff/keys/new/", {"sheet": "on", "expected": "1"})
    return identity_of(" ".join(_WORDS.findall(_text(answer))))


def test_with_the_sheet_somebody_signed_in_becomes_lead(
    sheet: Identity, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("admin")
    answer = browser.post("/staff/account/recovery/", {"words": " ".join(words_of(sheet))})
    assert answer.headers["Location"] == "/staff/keys/"
    assert browser.get("/staff/inbox/").status_code == 200
    assert AuditEvent.objects.filter(action="recovery.used", actor="admin").exists()


def test_the_line_of_the_qr_code_does_as_well(
    sheet: Identity, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("editor")
    browser.post("/staff/account/recovery/", {"words": sheet.reveal()})
    assert browser.get("/staff/keys/").status_code == 200


def test_another_sheet_gives_nothing_and_is_in_the_trail(
    people: None, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("admin")
    words = " ".join(words_of(Identity.generate()))
    page = _text(browser.post("/staff/account/recovery/", {"words": words}))
    assert "This sheet opens no keys that are in use." in page
    assert words.split()[0] not in page.split("</textarea>")[1]
    assert browser.get("/staff/keys/").status_code == 404
    assert AuditEvent.objects.filter(action="recovery.refused", actor="admin").exists()


def test_pressed_twice_the_second_press_says_so(lead_browser: Client) -> None:
    for _press in range(2):
        lead_browser.post("/staff/keys/new/", {"expected": "1"})
    assert trust.newest_epoch(intake_agency()).number == 2
    assert "There are newer keys already." in _text(lead_browser.get("/staff/keys/"))


def test_every_refusal_is_in_the_trail(
    sign_in: Callable[[str], Client], lead_browser: Client
) -> None:
    admin = sign_in("admin")
    words = " ".join(words_of(Identity.generate()))
    refused = [
        (lead_browser, "/staff/members/administrator/", {}),
        (lead_browser, "/staff/inbox/leaving/editor/", {}),
        (lead_browser, "/staff/member/lead/", {"role": "triage"}),
        (lead_browser, "/staff/keys/sheet/", {"words": words}),
        (admin, "/staff/person/admin/restore/", {}),
        (admin, "/staff/person/admin/active/", {"active": "no"}),
        (admin, "/staff/person/admin/", {}),
    ]
    for browser, path, fields in refused:
        before = AuditEvent.objects.count()
        browser.post(path, fields)
        assert AuditEvent.objects.count() == before + 1, path


def test_a_form_without_its_token_tells_an_editor_nothing(people: None) -> None:
    editor = Client(headers={"Accept-Language": "en"}, enforce_csrf_checks=False)
    from accounts.demonstration import PASSWORD
    from accounts.totp import current_code

    editor.post("/staff/", {"username": "editor", "password": PASSWORD})
    editor.post("/staff/code/", {"code": current_code(_user("editor"))})
    editor.handler.enforce_csrf_checks = True
    for path in ("/staff/inbox/", "/staff/nowhere/", "/staff/keys/new/"):
        assert editor.post(path).status_code == 404, path
