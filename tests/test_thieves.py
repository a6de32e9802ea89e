"""What each thief reads: every key they have is tried on every sealed piece of the database.

A piece that opens may hold a further key, which is tried on everything too, until nothing opens.
"""

import base64
import json
from collections.abc import Callable, Iterable

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField
from django.test import Client

from accounts.agencies import remove_member, rotate
from accounts.demonstration import PASSWORD
from accounts.models import User
from accounts.unlocked import Unlocked
from reports.inbox.services import reply_to_sender
from reports.intake.hashing import keys_of
from reports.models import Report
from reports.resealing import reseal_batch
from tests.member import intake_agency, unlocked
from tests.sender import Sender
from vault import age
from vault.derive import derive
from vault.errors import Unopenable
from vault.identity import Identity
from vault.passwords import member_lock
from vault.stretch import Cost

pytestmark = pytest.mark.django_db

TIP = {"case", "thread", "card", "answers", "addition", "message", "message copy"}
"""The kinds of all that belongs to a tip."""
THREAD = {"thread", "message"}


def _pieces() -> list[bytes]:
    """Every sealed piece in every table."""
    found = []
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, BinaryField)]
        for row in model._default_manager.values_list(*names) if names else ():
            found += [bytes(value) for value in row if value is not None]
    sealed = [value for value in found if value.startswith(b"age-encryption.org/v1")]
    assert len(sealed) > 20
    return sealed


def read_with(*identities: Identity) -> set[str]:
    """The kinds of all pieces that open with these keys and with what they lead to."""
    known = {identity.reveal() for identity in identities}
    closed = _pieces()
    kinds: set[str] = set()
    while True:
        opened = [(piece, text) for piece in closed if (text := _open(piece, known)) is not None]
        if not opened:
            return kinds
        for piece, text in opened:
            closed.remove(piece)
            header, _newline, body = text.partition(b"\n")
            kinds.add(json.loads(header)["about"]["kind"])
            if body.startswith(b"AGE-SECRET-KEY-1"):
                known.add(body.rstrip(b"\0").decode())


def _open(piece: bytes, secrets: Iterable[str]) -> bytes | None:
    for secret in secrets:
        try:
            return age.decrypt(piece, secret=secret)
        except Unopenable:
            continue
    return None


def _lock(username: str, *, pepper: str) -> Identity:
    """What a password gives to who has this pepper."""
    salt = bytes(User.objects.get(username=username).lock_salt)
    cost = Cost(**settings.MEMBER_COST)
    return member_lock(PASSWORD, salt=salt, pepper=pepper.encode(), cost=cost)


@pytest.fixture
def code(sender: Sender, people: None) -> str:
    code = sender.send()
    report = Report.objects.get()
    reply_to_sender(unlocked("triage"), report, text="Which house?", once="1")
    sender.come_back(code)
    sender.press("add", "/reply/", text="The blue one.")
    sender.send("Another story, by somebody else, long enough.")
    return code


def test_the_database_alone_opens_nothing(code: str) -> None:
    assert read_with() == set()
    assert read_with(Identity.generate()) == set()


def test_the_member_pepper_and_the_database_open_one_time_code_secrets_alone(code: str) -> None:
    totp = Identity.from_key(derive(settings.MEMBER_PEPPER.encode(), "totp"))
    assert read_with(totp) == {"totp"}


def test_a_members_password_and_the_database_open_nothing_without_the_pepper(code: str) -> None:
    assert read_with(_lock("lead", pepper=settings.CODE_PEPPER)) == set()
    assert read_with(_lock("lead", pepper="x" * 43)) == set()


def test_a_members_password_and_the_member_pepper_open_what_the_member_reads(code: str) -> None:
    opened = read_with(_lock("triage", pepper=settings.MEMBER_PEPPER))
    assert opened == {"member", "member signing", "agency"} | TIP
    assert read_with(_lock("lead", pepper=settings.MEMBER_PEPPER)) == opened | {"agency signing"}


@pytest.mark.parametrize("username", ["editor", "publisher", "admin", "auditor"])
def test_the_password_of_who_reads_no_tip_opens_their_own_keys_alone(
    code: str, username: str
) -> None:
    opened = read_with(_lock(username, pepper=settings.MEMBER_PEPPER))
    assert opened == {"member", "member signing"}


def test_a_receipt_code_and_the_code_pepper_open_exactly_its_thread(code: str) -> None:
    assert read_with(keys_of(code).identity) == THREAD
    replies = [piece for piece in _pieces() if _open(piece, [keys_of(code).identity.reveal()])]
    assert len(replies) == 1  # its own thread, not that of the other tip


def test_a_receipt_code_opens_nothing_without_the_pepper(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CODE_PEPPER", "x" * 43)
    assert read_with(keys_of(code).identity) == set()


def test_the_recovery_sheet_and_the_database_open_every_tip(code: str, lead: Unlocked) -> None:
    sheet = Identity.generate()
    rotate(lead, intake_agency(), recovery_recipient=sheet.recipient)
    reseal_batch(unlocked("lead"), intake_agency())
    assert read_with(sheet) == {"agency", "agency signing"} | TIP


def test_a_backup_from_before_the_new_sheet_still_opens_with_the_old_one(
    code: str, lead: Unlocked
) -> None:
    old = Identity.generate()
    rotate(lead, intake_agency(), recovery_recipient=old.recipient)
    reseal_batch(unlocked("lead"), intake_agency())
    assert read_with(old) >= TIP
    rotate(unlocked("lead"), intake_agency(), recovery_recipient=Identity.generate().recipient)
    reseal_batch(unlocked("lead"), intake_agency())
    assert read_with(old) == set()


def _password_of_a_former_member(former: Unlocked) -> Identity:
    return _lock(former.user.username, pepper=settings.MEMBER_PEPPER)


def _copied_keys_of_a_former_member(former: Unlocked) -> Identity:
    return former.identity


@pytest.mark.parametrize("kept", [_password_of_a_former_member, _copied_keys_of_a_former_member])
def test_what_a_former_member_kept_opens_no_tip_after_new_keys_and_sealing_again(
    code: str, lead: Unlocked, kept: Callable[[Unlocked], Identity]
) -> None:
    former = unlocked("triage")
    remove_member(lead, former.user, agency=intake_agency())
    reseal_batch(unlocked("lead"), intake_agency())
    assert read_with(kept(former)) <= {"member", "member signing"}


def test_a_session_opens_with_its_cookie_and_the_pepper_alone(
    code: str, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    cookie = browser.cookies["staff_key"].value
    # The identity in the session row is in no binary column: it is tried by itself.
    sealed = base64.b64decode(browser.session["sealed_identity"])
    for pepper, opens in ((settings.MEMBER_PEPPER, True), (settings.CODE_PEPPER, False)):
        lock = Identity.from_key(derive(cookie.encode(), "session", pepper=pepper.encode()))
        assert (_open(sealed, [lock.reveal()]) is not None) == opens


def test_who_has_the_live_server_reads_what_a_member_reads_who_is_signed_in(
    code: str, sign_in: Callable[[str], Client]
) -> None:
    browser = sign_in("triage")
    # The server sees the cookie with each request, and has the pepper.
    cookie, pepper = browser.cookies["staff_key"].value, settings.MEMBER_PEPPER.encode()
    lock = Identity.from_key(derive(cookie.encode(), "session", pepper=pepper))
    sealed = base64.b64decode(browser.session["sealed_identity"])
    _header, _newline, body = age.decrypt(sealed, secret=lock.reveal()).partition(b"\n")
    member = Identity.from_text(body.rstrip(b"\0").decode())
    assert read_with(member) >= TIP
