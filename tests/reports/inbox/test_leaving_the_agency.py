"""A lead removes a member: at once, with new keys, and the open tips in other hands."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts import trust
from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.inbox.services import assign
from reports.models import Report
from tests.member import intake_agency, join, unlocked
from tests.sender import Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip(sender: Sender, people: None) -> Report:
    sender.send()
    report = Report.objects.get()
    assign(unlocked("lead"), report, User.objects.get(username="triage"))
    return report


def _text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def test_one_screen_removes_and_hands_over(tip: Report, sign_in: Callable[[str], Client]) -> None:
    lead, triage = sign_in("lead"), sign_in("triage")
    page = _text(lead.get("/staff/inbox/leaving/triage/"))
    assert tip.reference in page
    answer = lead.post("/staff/inbox/leaving/triage/", {"assignee": "lead"})
    assert answer.headers["Location"] == "/staff/inbox/keys/"
    tip.refresh_from_db()
    assert tip.assignee == User.objects.get(username="lead")
    assert triage.get(f"/staff/inbox/{tip.pk}/").headers["Location"] == "/staff/"
    assert sign_in("triage").get(f"/staff/inbox/{tip.pk}/").status_code == 404
    assert trust.newest_epoch(intake_agency()).number == 2
    assert AuditEvent.objects.filter(action="tip.handed_over", target=f"tip/{tip.pk}").exists()


def test_tips_can_be_left_to_nobody(tip: Report, sign_in: Callable[[str], Client]) -> None:
    sign_in("lead").post("/staff/inbox/leaving/triage/", {"assignee": ""})
    tip.refresh_from_db()
    assert tip.assignee is None


@pytest.mark.parametrize("successor", ["triage", "editor", "auditor", "nobody-at-all"])
def test_only_another_holder_of_the_keys_can_take_them(
    tip: Report, sign_in: Callable[[str], Client], successor: str
) -> None:
    answer = sign_in("lead").post("/staff/inbox/leaving/triage/", {"assignee": successor})
    assert "Choose somebody from the list." in _text(answer)
    tip.refresh_from_db()
    assert tip.assignee == User.objects.get(username="triage")
    assert trust.newest_epoch(intake_agency()).number == 1


def test_a_lead_cannot_remove_herself(tip: Report, sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("lead").post("/staff/inbox/leaving/lead/", {"assignee": ""})
    assert answer.headers["Location"] == "/staff/members/"
    assert unlocked("lead").led_agency
    assert AuditEvent.objects.filter(action="refused", actor="lead").exists()


@pytest.mark.parametrize("username", ["editor", "nobody-at-all"])
def test_who_is_no_member_cannot_be_removed(
    tip: Report, sign_in: Callable[[str], Client], username: str
) -> None:
    assert sign_in("lead").get(f"/staff/inbox/leaving/{username}/").status_code == 404


def test_another_lead_can_remove_a_lead(
    tip: Report, sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    from accounts.roles import Role

    join(lead, "publisher", Role.LEAD)
    answer = sign_in("publisher").post("/staff/inbox/leaving/lead/", {"assignee": ""})
    assert answer.status_code == 302
    assert unlocked("lead").roles == frozenset()


# ---- who works on a tip


def test_a_member_takes_a_tip_and_the_list_shows_it(
    tip: Report, sign_in: Callable[[str], Client]
) -> None:
    triage = sign_in("triage")
    triage.post(f"/staff/inbox/{tip.pk}/assignee/", {"assignee": "lead", "was": "triage"})
    assert "Lita (demonstration)" in _text(triage.get("/staff/inbox/"))
    assert AuditEvent.objects.filter(action="tip.assigned", actor="triage").exists()


@pytest.mark.parametrize("assignee", ["editor", "auditor", "nobody-at-all"])
def test_a_tip_cannot_be_given_to_who_could_not_read_it(
    tip: Report, sign_in: Callable[[str], Client], assignee: str
) -> None:
    triage = sign_in("triage")
    triage.post(f"/staff/inbox/{tip.pk}/assignee/", {"assignee": assignee, "was": "triage"})
    tip.refresh_from_db()
    assert tip.assignee == User.objects.get(username="triage")
