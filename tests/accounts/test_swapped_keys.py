"""Sealed pieces of accounts that were swapped, cut short or taken from another epoch."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from accounts.agencies import rotate
from accounts.demonstration import PASSWORD
from accounts.models import AgencyEpoch, AgencyKey, AuditEvent, TotpDevice, User
from accounts.totp import current_code
from accounts.unlocked import Unlocked
from reports.models import Entry, Report
from tests.member import intake_agency, unlocked
from tests.sender import Sender
from tests.staff_replies import send_reply
from vault.errors import Unopenable

pytestmark = pytest.mark.django_db


def _swap(one: Model, other: Model, *names: str) -> None:
    for name in names:
        first, second = getattr(one, name), getattr(other, name)
        type(one)._default_manager.filter(pk=one.pk).update(**{name: second})
        type(one)._default_manager.filter(pk=other.pk).update(**{name: first})


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def test_signing_keys_swapped_between_members_do_not_open(people: None) -> None:
    _swap(_user("lead"), _user("triage"), "sealed_signing_key")
    for username in ("lead", "triage"):
        with pytest.raises(Unopenable):
            _ = unlocked(username).signing_key


def test_agency_keys_swapped_between_members_do_not_open(people: None) -> None:
    epoch = AgencyEpoch.objects.get()
    lead, triage = (AgencyKey.objects.get(member__username=name) for name in ("lead", "triage"))
    _swap(lead, triage, "sealed_identity", "sealed_signing_key")
    for username in ("lead", "triage"):
        with pytest.raises(Unopenable):
            unlocked(username).agency_identity(epoch)
        with pytest.raises(Unopenable):
            unlocked(username).agency_signing_key(epoch)


def test_agency_keys_of_another_epoch_do_not_open(lead: Unlocked) -> None:
    rotate(lead, intake_agency())
    old, new = AgencyKey.objects.filter(member=lead.user).order_by("epoch__number")
    _swap(old, new, "sealed_identity", "sealed_signing_key")
    for epoch in AgencyEpoch.objects.all():
        with pytest.raises(Unopenable):
            unlocked("lead").agency_identity(epoch)
        with pytest.raises(Unopenable):
            unlocked("lead").agency_signing_key(epoch)


# ---- what people see of it


def _cut(model: Any, name: str, **which: Any) -> None:
    rows = model.objects.filter(**which)
    value = bytes(rows.values_list(name, flat=True)[0])
    rows.update(**{name: value[:-1]})


def test_a_one_time_code_secret_of_another_gets_a_page_and_an_event(people: None) -> None:
    code = current_code(_user("triage"))
    lead, triage = (TotpDevice.objects.get(user__username=name) for name in ("lead", "triage"))
    _swap(lead, triage, "sealed_secret")
    browser = Client(headers={"Accept-Language": "en"})
    browser.post("/staff/", {"username": "triage", "password": PASSWORD})
    answer = browser.post("/staff/code/", {"code": code})
    assert answer.status_code == 503
    assert "Keys do not open" in _text(answer)
    assert AuditEvent.objects.filter(action="keys.unusable").exists()


@pytest.mark.parametrize(
    "path", ["member/editor/", "keys/new/", "inbox/leaving/triage/", "member/triage/"]
)
def test_a_damaged_signing_key_of_a_lead_gets_a_page_and_an_event(
    sign_in: Callable[[str], Client], path: str
) -> None:
    from tests.member import said_by

    browser = sign_in("lead")
    _cut(AgencyKey, "sealed_signing_key", member__username="lead")
    fields = {"role": "lead", "digits": said_by(_user("editor")), "assignee": "", "expected": "1"}
    answer = browser.post(f"/staff/{path}", fields)
    assert answer.status_code == 503
    assert "Keys do not open" in _text(answer)
    assert AuditEvent.objects.filter(action="keys.unusable", actor="lead").exists()
    assert AgencyEpoch.objects.count() == 1


def test_a_damaged_agency_key_leaves_the_inbox_standing(
    sender: Sender, sign_in: Callable[[str], Client]
) -> None:
    sender.send()
    browser = sign_in("triage")
    _cut(AgencyKey, "sealed_identity", member__username="triage")
    assert "This tip does not open." in _text(browser.get("/staff/inbox/"))
    report = Report.objects.get()
    assert "This tip does not open." in _text(browser.get(f"/staff/inbox/{report.pk}/"))
    assert AuditEvent.objects.filter(action="tip.damaged", actor="triage").exists()
    assert Report.objects.get().unread


def test_a_damaged_key_of_a_member_keeps_the_reply_in_the_form(
    sender: Sender, sign_in: Callable[[str], Client]
) -> None:
    sender.send()
    browser = sign_in("triage")
    _cut(User, "sealed_signing_key", username="triage")
    address = f"/staff/inbox/{Report.objects.get().pk}/"
    page = _text(send_reply(browser, address, "A long answer."))
    assert "It was not sent: keys do not open." in page
    assert "A long answer." in page
    assert not Entry.objects.filter(kind="message").exists()
    assert AuditEvent.objects.filter(action="keys.unusable", actor="triage").exists()


def test_an_exchanged_pin_takes_roles_away_and_says_so(
    sign_in: Callable[[str], Client], settings: Any
) -> None:
    browser = sign_in("lead")
    settings.TRUST_PIN = "0" * 64
    assert browser.get("/staff/inbox/").status_code == 404
    assert browser.get("/staff/keys/").status_code == 404
    assert "A role of yours is not believed" in _text(browser.get("/staff/account/"))
    assert AuditEvent.objects.filter(action="keys.untrusted", actor="lead").exists()
