"""Tips that came in a flood, and the numbers that a lead sets."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from portal.management.commands.work import JOBS
from reports.models import IntakeSettings, Report
from reports.thresholds import BOUNDS, Thresholds, thresholds, write_thresholds
from tests.sender import Sender

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
_LIST = "/staff/inbox/?view=quarantine"
_MOVE = "/staff/inbox/quarantine/"
_NUMBERS = "/staff/inbox/settings/intake/"


def _put_aside(sender: Sender, *stories: str, **answers: str) -> list[Report]:
    for story in stories:
        sender.send(story, **answers)
    Report.objects.update(quarantined=True)
    return list(Report.objects.for_the_list())


@pytest.fixture
def published(settings: Any, tmp_path: Path) -> Path:
    settings.PUBLISHED_DIR = tmp_path
    return tmp_path / "intake.json"


def test_a_tip_in_quarantine_is_in_its_own_list_and_not_in_the_inbox(
    sender: Sender, sign_in: SignIn
) -> None:
    (tip,) = _put_aside(sender, "A story from the flood, perhaps true.")
    triage = sign_in("triage")
    inbox = triage.get("/staff/inbox/").content.decode()
    assert tip.reference not in inbox
    assert re.search(r"view=quarantine\">Quarantine <span[^>]*>1<", inbox)
    aside = triage.get(_LIST).content.decode()
    assert tip.reference in aside
    assert "A story from the flood" in aside


def test_the_inbox_says_nothing_of_an_empty_quarantine(sender: Sender, sign_in: SignIn) -> None:
    sender.send()
    assert "uarantine" not in sign_in("triage").get("/staff/inbox/").content.decode()


def test_a_tip_in_quarantine_can_be_read_and_answered(sender: Sender, sign_in: SignIn) -> None:
    (tip,) = _put_aside(sender, "A story from the flood, perhaps true.")
    page = sign_in("triage").get(f"/staff/inbox/{tip.pk}/").content.decode()
    assert "A story from the flood" in page


def test_danger_comes_first_in_quarantine(sender: Sender, sign_in: SignIn) -> None:
    sender.send("Nobody is in danger in this one.", danger="no")
    sender.send("Somebody is in danger in this one.", danger="yes")
    Report.objects.update(quarantined=True)
    page = sign_in("triage").get(_LIST).content.decode()
    assert page.index("Somebody is in danger") < page.index("Nobody is in danger")


def test_the_chosen_ones_go_to_the_inbox_and_each_is_in_the_trail(
    sender: Sender, sign_in: SignIn
) -> None:
    tips = _put_aside(sender, "The first story of three.", "The second one.", "The third one.")
    triage = sign_in("triage")
    page = triage.post(_MOVE, {"tip": [str(t.pk) for t in tips[:2]]}, follow=True)
    assert "2 tips are in the inbox now." in page.content.decode()
    assert list(Report.objects.in_quarantine()) == tips[2:]
    events = AuditEvent.objects.filter(action="tip.out_of_quarantine")
    assert {e.target for e in events} == {f"tip/{t.pk}" for t in tips[:2]}
    assert {e.actor for e in events} == {"triage"}


def test_choosing_the_same_ones_twice_is_in_the_trail_once(sender: Sender, sign_in: SignIn) -> None:
    (tip,) = _put_aside(sender, "A story from the flood, perhaps true.")
    triage = sign_in("triage")
    for _press in range(2):
        triage.post(_MOVE, {"tip": [str(tip.pk)]})
    assert AuditEvent.objects.filter(action="tip.out_of_quarantine").count() == 1


@pytest.mark.parametrize("chosen", [[], ["x"], [str(uuid4())], ["x"] * 5000])
def test_choosing_nothing_that_is_there_moves_nothing(
    sender: Sender, sign_in: SignIn, chosen: list[str]
) -> None:
    _put_aside(sender, "A story from the flood, perhaps true.")
    if len(chosen) < 1000:
        assert sign_in("triage").post(_MOVE, {"tip": chosen}).status_code == 302
    else:
        assert sign_in("triage").post(_MOVE, {"tip": chosen}).status_code == 400
    assert Report.objects.in_quarantine().count() == 1


@pytest.mark.parametrize("person", ["editor", "publisher", "admin", "auditor"])
def test_whoever_reads_no_tips_learns_of_no_quarantine(
    sender: Sender, sign_in: SignIn, person: str
) -> None:
    (tip,) = _put_aside(sender, "A story from the flood, perhaps true.")
    browser = sign_in(person)
    assert browser.get(_LIST).status_code == 404
    assert browser.get(_MOVE).status_code == 404
    assert browser.post(_MOVE, {"tip": [str(tip.pk)]}).status_code == 404
    assert Report.objects.in_quarantine().exists()


def test_the_queries_of_the_quarantine_do_not_grow_with_the_tips(
    sender: Sender, sign_in: SignIn
) -> None:
    triage = sign_in("triage")
    asked = []
    for number in range(2):
        _put_aside(sender, *[f"Story number {number} {n}." for n in range(2)])
        with CaptureQueriesContext(connection) as captured:
            triage.get(_LIST)
        asked.append(len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]))
    assert asked[0] == asked[1] <= 10


# The numbers.


def test_a_lead_sets_the_numbers_and_the_public_half_knows(
    sign_in: SignIn, published: Path, django_capture_on_commit_callbacks: Any
) -> None:
    lead = sign_in("lead")
    assert 'value="60"' in lead.get(_NUMBERS).content.decode()
    said = {"wait_from": "7", "wait_seconds": "9", "quarantine_from": "11"}
    with django_capture_on_commit_callbacks(execute=True):
        assert lead.post(_NUMBERS, said).status_code == 302
    assert thresholds() == Thresholds(wait_from=7, wait_seconds=9, quarantine_from=11)
    event = AuditEvent.objects.get(action="intake.set")
    assert (event.actor, event.detail) == (
        "lead",
        {"wait_from": 7, "wait_seconds": 9, "quarantine_from": 11},
    )
    lead.post(_NUMBERS, {**said, "wait_from": "8"})
    assert IntakeSettings.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"wait_from": "0"},
        {"wait_from": "4"},
        {"wait_from": ""},
        {"wait_from": "many"},
        {"wait_from": "1e3"},
        {"wait_from": "-60"},
        {"wait_seconds": "0"},
        {"wait_seconds": "121"},
        {"wait_seconds": "9" * 5000},
        {"quarantine_from": "9"},
        {"quarantine_from": "100001"},
        {"wait_from": "100", "quarantine_from": "99"},
    ],
)
def test_numbers_out_of_bounds_are_refused_with_a_sentence(
    sign_in: SignIn, published: Path, wrong: dict[str, str]
) -> None:
    said = {"wait_from": "60", "wait_seconds": "20", "quarantine_from": "200", **wrong}
    page = sign_in("lead").post(_NUMBERS, said)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not IntakeSettings.objects.exists()


@pytest.mark.parametrize("person", ["triage", "editor", "publisher", "admin", "auditor"])
def test_only_a_lead_sets_the_numbers(sign_in: SignIn, person: str) -> None:
    browser = sign_in(person)
    said = {"wait_from": "7", "wait_seconds": "9", "quarantine_from": "11"}
    assert browser.get(_NUMBERS).status_code == 404
    assert browser.post(_NUMBERS, said).status_code == 404
    assert not IntakeSettings.objects.exists()


def test_the_defaults_are_within_the_bounds() -> None:
    for name, (least, most) in BOUNDS.items():
        assert least <= getattr(Thresholds(), name) <= most


def test_the_worker_writes_the_file_that_went_missing(published: Path) -> None:
    IntakeSettings.objects.create(wait_from=7, wait_seconds=9, quarantine_from=11)
    assert write_thresholds in JOBS
    write_thresholds()
    assert json.loads(published.read_text())["wait_from"] == 7
    written = published.stat().st_mtime_ns
    write_thresholds()
    assert published.stat().st_mtime_ns == written


def test_a_published_file_is_readable_by_the_other_half(published: Path) -> None:
    write_thresholds()
    assert published.stat().st_mode & 0o777 == 0o644
    assert published.parent == django_settings.PUBLISHED_DIR
