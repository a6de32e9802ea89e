"""What makes no sense is refused with a sentence, and nothing is changed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.unlocked import Unlocked
from reports.models import BulkUndo, Entry, Report
from tests.member import found_partner
from tests.reports.inbox.bulk.pages import BULK, BulkPages, send_tip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_changed(people: None) -> Any:
    yield
    assert not BulkUndo.objects.exists()
    assert not Entry.objects.filter(kind=Entry.Kind.STAFF).exists()
    assert not AuditEvent.objects.filter(action__in=["tips.bulk", "tip.assigned", "tip.moved"])
    assert set(Report.objects.values_list("urgency", "assignee")) <= {("unset", None)}


def test_nothing_ticked(pages_of_bulk: BulkPages) -> None:
    pages_of_bulk.from_the_list([], "move")
    assert "Tick at least one tip in the list first." in pages_of_bulk.text


def test_101_tips(pages_of_bulk: BulkPages) -> None:
    pages_of_bulk.from_the_list([uuid4() for _number in range(101)], "move")
    assert "Tick 100 tips at most. Nothing was changed." in pages_of_bulk.text


def test_100_tips_are_not_too_many(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip, *(uuid4() for _number in range(99))], "move")
    assert "99 of the ticked tips are not there any more." in pages_of_bulk.text


@pytest.mark.parametrize("do", ["", "delete", "assign\0", "__class__"])
def test_an_unknown_action(pages_of_bulk: BulkPages, do: str) -> None:
    pages_of_bulk.from_the_list([send_tip()], do)
    assert "Choose what to do with the ticked tips. Nothing was changed." in pages_of_bulk.text


@pytest.mark.parametrize(
    ("do", "value"),
    [
        ("assign", ""),
        ("assign", "nobody.there"),
        ("assign", "editor"),  # holds no keys
        ("move", "received"),
        ("move", "strange"),
        ("move", "closed"),
        ("move", "closed/strange"),
        ("label", "nolabel2"),
        ("move", "closed/not_related"),
        ("urgency", "unset"),
        ("urgency", "\0"),
        ("urgency", "x" * 5000),
    ],
)
def test_an_unknown_value_is_refused_at_its_field_on_every_page(
    pages_of_bulk: BulkPages, do: str, value: str
) -> None:
    tip = send_tip()
    for step in ("value", "confirm"):
        fields = {"step": step, "value": value, "reason": "x", "shown": f"{tip.pk}:unset"}
        pages_of_bulk.from_the_list([tip], do, **fields)
        assert "<title>Error: " in pages_of_bulk.text
        assert "Choose one from the list." in pages_of_bulk.text


@pytest.mark.parametrize("reason", ["", "   ", "\n", "x" * 20_001])
def test_without_a_reason_nothing_is_done(pages_of_bulk: BulkPages, reason: str) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "urgency")
    pages_of_bulk.go_on(value="high")
    pages_of_bulk.go_on(reason=reason)
    assert "<title>Error: " in pages_of_bulk.text
    assert "1 tip changes" in pages_of_bulk.text


@pytest.mark.parametrize("ids", [["x"], ["\0"], [str(uuid4())], ["'; --", "-1", "é" * 100]])
def test_forged_ids(pages_of_bulk: BulkPages, ids: list[str]) -> None:
    send_tip()
    pages_of_bulk.from_the_list(ids, "urgency", step="value", value="high")
    assert "None of the ticked tips is there any more. Nothing was changed." in pages_of_bulk.text


def test_forged_ids_beside_a_real_one_are_left_out_with_a_sentence(
    pages_of_bulk: BulkPages,
) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip, "x", uuid4()], "urgency")
    assert "2 of the ticked tips are not there any more. They are left out." in pages_of_bulk.text


def test_a_withdrawn_tip_is_left_out(pages_of_bulk: BulkPages) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "urgency")
    Report.objects.update(withdrawn_on=timezone.localdate())
    pages_of_bulk.go_on(value="high")
    assert "None of the ticked tips is there any more." in pages_of_bulk.text


def test_tips_of_another_agency_are_not_there(
    sign_in: Callable[[str], Client], lead: Unlocked
) -> None:
    tip = send_tip()
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    pages = BulkPages(sign_in("editor"))
    pages.from_the_list([tip], "urgency", step="confirm", value="high", reason="x")
    assert "None of the ticked tips is there any more." in pages.text
    assert tip.reference not in pages.text
    refused = AuditEvent.objects.filter(action="refused", actor="editor")
    assert [event.target for event in refused] == [BULK]


@pytest.mark.parametrize("shown", ["", "x", ":", "\0:\0", "00000000-0000-0000-0000-000000000000:"])
def test_a_confirmation_of_nothing_that_the_page_showed(
    pages_of_bulk: BulkPages, shown: str
) -> None:
    tip = send_tip()
    pages_of_bulk.from_the_list([tip], "urgency")
    pages_of_bulk.go_on(value="high")
    pages_of_bulk.go_on(reason="Because.", shown=shown)
    assert "1 tip changes" in pages_of_bulk.text


def test_a_confirmation_of_a_tip_that_was_never_ticked(pages_of_bulk: BulkPages) -> None:
    ticked, other = send_tip(), send_tip()
    pages_of_bulk.from_the_list([ticked], "urgency")
    pages_of_bulk.go_on(value="high")
    pages_of_bulk.go_on(reason="Because.", shown=f"{other.pk}:unset")
    other.refresh_from_db()
    assert other.urgency == "unset"


def test_the_address_alone_leads_to_the_list(pages_of_bulk: BulkPages) -> None:
    answer = pages_of_bulk.browser.get(BULK)
    assert answer.headers["Location"] == "/staff/inbox/"


@pytest.mark.parametrize("person", ["editor", "publisher", "admin", "auditor"])
def test_whoever_reads_no_tips_gets_404(sign_in: Callable[[str], Client], person: str) -> None:
    tip = send_tip()
    browser = sign_in(person)
    assert browser.post(BULK, {"tip": str(tip.pk), "do": "urgency"}).status_code == 404
    assert browser.get(f"{BULK}{uuid4()}/").status_code == 404
    assert browser.post(f"{BULK}{uuid4()}/undo/").status_code == 404


def test_what_its_sender_opened_again_is_not_said_to_be_unopened_and_is_not_moved(
    pages_of_bulk: BulkPages,
) -> None:
    tip = send_tip()
    Report.objects.get().change(status="received", unread=True)  # as the sender's words do
    pages_of_bulk.from_the_list([tip], "move")
    pages_of_bulk.go_on(value="reading")
    assert "The sender wrote, and nobody has read it yet." in pages_of_bulk.text
    assert "Nobody has opened it yet." not in pages_of_bulk.text
    assert Report.objects.get().status == "received"
