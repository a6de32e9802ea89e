"""Unusually many tips: a wait with a ticket, then the quarantine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from reports import thresholds
from reports.intake import pressure
from reports.models import Report
from reports.thresholds import Thresholds
from tests.clock import Clock
from tests.sender import STORY, Sender

pytestmark = pytest.mark.django_db

_WAITS = "Unusually many people are sending just now."


@pytest.fixture(autouse=True)
def published(settings: Any, tmp_path: Path, clock: Clock) -> Any:
    """Writes the file that a lead's settings become."""
    settings.PUBLISHED_DIR = tmp_path

    def write(**said: Any) -> None:
        (tmp_path / "intake.json").write_text(json.dumps(said))

    write(wait_from=5, wait_seconds=20, quarantine_from=10)
    return write


def _tips_came(number: int) -> None:
    for _tip in range(number):
        pressure.count_tip()


def _press_again(sender: Sender) -> None:
    sender.page = sender.browser.post("/en/report/form/", {"held": sender.hidden["held"]})


def test_below_the_threshold_nobody_waits(sender: Sender) -> None:
    _tips_came(4)
    assert sender.send()
    assert not Report.objects.get().quarantined


def test_from_the_threshold_on_one_waits_with_a_ticket(sender: Sender, clock: Clock) -> None:
    _tips_came(5)
    sender.fill_in()
    sender.press("send")
    assert _WAITS in sender.text
    assert "Press the button in 20 seconds." in sender.text
    assert not Report.objects.exists()
    clock.forward(20)
    _press_again(sender)
    assert sender.code
    assert not Report.objects.get().quarantined


def test_the_ticket_of_one_form_is_no_ticket_for_another(sender: Sender, clock: Clock) -> None:
    _tips_came(5)
    sender.fill_in()
    sender.press("send")
    held = sender.hidden["held"]
    clock.forward(20)
    other = Sender(Client(), "en")
    other.fill_in()
    other.page = other.browser.post("/en/report/form/", {**other.hidden, "go": "send"})
    assert _WAITS in other.text
    # What the ticket carries wins over what is sent beside it.
    other.page = other.browser.post(
        "/en/report/form/", {"held": held, "token": "another", "go": "send"}
    )
    assert other.code
    assert Report.objects.count() == 1


def test_a_tip_in_danger_waits_for_nothing_and_goes_to_the_inbox(sender: Sender) -> None:
    _tips_came(50)
    assert sender.send(danger="yes")
    assert not Report.objects.get().quarantined


def test_above_the_second_threshold_tips_are_put_aside_and_the_sender_sees_no_difference(
    sender: Sender, clock: Clock
) -> None:
    ordinary = Sender(Client(), "en")
    ordinary.send()
    _tips_came(10)
    sender.fill_in()
    sender.press("send")
    clock.forward(20)
    _press_again(sender)
    code = sender.code
    assert Report.objects.filter(quarantined=True).count() == 1
    assert _without_tokens(sender) == _without_tokens(ordinary)
    sender.come_back(code)
    assert "Received" in sender.text
    assert "quarantine" not in sender.text.lower()


def _without_tokens(sender: Sender) -> list[str]:
    own = r'value="[^"]*"|group">\d{4}|data-read="[^"]*"|mh-answer">[a-z ]+<'
    return re.sub(own, "", sender.text).split()


def test_an_added_word_counts_as_no_tip(sender: Sender) -> None:
    code = sender.send()
    before = pressure.tips_in_the_last_hour()
    assert before == 1
    sender.come_back(code)
    sender.press("add", path="/reply/", text="More.")
    assert pressure.tips_in_the_last_hour() == before


def test_the_same_tip_sent_twice_counts_once(sender: Sender) -> None:
    sender.fill_in()
    page = sender.page
    sender.send_now()
    sender.page = page
    sender.send_now()
    assert pressure.tips_in_the_last_hour() == 1


def test_the_flood_is_over_after_an_hour(sender: Sender, clock: Clock) -> None:
    _tips_came(100)
    assert pressure.tips_in_the_last_hour() == 100
    clock.forward(60 * 60 + 30 * 60)
    assert pressure.tips_in_the_last_hour() == 50
    clock.forward(30 * 60)
    assert pressure.tips_in_the_last_hour() == 0
    assert sender.send()


def test_only_whole_hours_are_counted_and_no_tip(sender: Sender, clock: Clock) -> None:
    sender.send()
    clock.forward(600)
    sender.send()
    cache: Any = caches["default"]
    assert [name for name in cache._cache if "tips:" in name and "budget" not in name] == [
        cache.make_key(pressure._counter(0))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"wait_from": 5}',
        '{"wait_from": "5", "wait_seconds": 20, "quarantine_from": 10}',
        '{"wait_from": 0, "wait_seconds": 20, "quarantine_from": 10}',
        '{"wait_from": 5, "wait_seconds": 100000, "quarantine_from": 10}',
        '{"wait_from": true, "wait_seconds": 20, "quarantine_from": 10}',
        "\ud800".encode("utf-16", "surrogatepass").decode("latin-1"),
    ],
)
def test_a_broken_file_is_the_defaults(text: str, settings: Any) -> None:
    (settings.PUBLISHED_DIR / "intake.json").write_text(text)
    assert thresholds.thresholds() == Thresholds()


def test_a_missing_file_is_the_defaults(settings: Any) -> None:
    (settings.PUBLISHED_DIR / "intake.json").unlink()
    assert thresholds.thresholds() == Thresholds()


def test_a_file_with_a_byte_that_is_no_text_is_the_defaults(settings: Any) -> None:
    (settings.PUBLISHED_DIR / "intake.json").write_bytes(b"\xff\xfe{")
    assert thresholds.thresholds() == Thresholds()


def test_sending_under_pressure_asks_the_database_for_nothing_more(
    sender: Sender, django_assert_num_queries: Any
) -> None:
    _tips_came(5)
    sender.fill_in()
    with django_assert_num_queries(0):
        sender.press("send")
    assert STORY not in sender.text
