"""Being asked to wait: what was sent is held sealed in the page, and nothing is lost."""

import threading
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from reports.intake import hashing, memory
from reports.intake.tokens import FormToken, HeldToken, ReceiptToken
from reports.intake.trap import TRAP
from reports.models import Report
from tests.clock import Clock
from tests.sender import STORY, Sender
from vault.receipts import new_code

pytestmark = pytest.mark.django_db

_WAIT = "Please wait a moment"


@pytest.fixture
def quick(settings: Any) -> None:
    """Nobody answers in less than five seconds."""
    settings.QUICKEST_TIP = 5


@pytest.fixture
def all_places_taken(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Others are being hashed: no place is left until this is called."""
    for name in ("_turn", "_waiting", "_reserved"):
        monkeypatch.setattr(hashing, name, threading.BoundedSemaphore(1))
        getattr(hashing, name).acquire()

    def end() -> None:
        for name in ("_turn", "_waiting", "_reserved"):
            getattr(hashing, name).release()

    return end


def press_again(sender: Sender, **fields: str) -> Any:
    """The button of the waiting page: all that goes along is what is held."""
    sender.page = sender.browser.post(
        f"{sender.base}/form/", {"held": sender.hidden["held"], **fields}
    )
    return sender.page


def test_a_tip_sent_in_no_time_is_asked_to_wait_and_then_stored(
    sender: Sender, clock: Clock, quick: None
) -> None:
    sender.fill_in()
    page = sender.press("send")
    assert page.status_code == 200
    assert _WAIT in sender.text
    assert "Press the button in 5 seconds." in sender.text
    assert page.headers["Retry-After"] == "5"
    assert not Report.objects.exists()
    clock.forward(5)
    press_again(sender)
    assert sender.code
    assert Report.objects.count() == 1


def test_the_hour_of_the_start_is_in_the_sealed_token_alone(sender: Sender, clock: Clock) -> None:
    sender.start()
    started = str(FormToken.open(sender.hidden["token"]).started)
    assert started not in sender.text.replace(sender.hidden["token"], "")


def test_pressing_too_early_shows_the_seconds_that_are_left(
    sender: Sender, clock: Clock, quick: None
) -> None:
    sender.fill_in()
    sender.press("send")
    clock.forward(3)
    press_again(sender)
    assert "Press the button in 2 seconds." in sender.text
    assert not Report.objects.exists()
    clock.forward(2)
    press_again(sender)
    assert sender.code


def test_a_sender_who_reads_the_form_never_sees_the_waiting_page(
    sender: Sender, clock: Clock, quick: None
) -> None:
    sender.fill_in()
    clock.forward(5)
    assert sender.send_now()


def test_the_waiting_page_shows_no_answer(sender: Sender, clock: Clock, quick: None) -> None:
    sender.fill_in()
    sender.press("send")
    assert STORY not in sender.text
    assert list(sender.hidden) == ["held"]


def test_the_waiting_page_comes_in_the_language_that_is_asked_for(
    sender: Sender, clock: Clock, quick: None
) -> None:
    sender.fill_in()
    sender.press("send")
    held = sender.hidden["held"]
    sender.page = sender.browser.post("/id/report/form/", {"held": held, "go": "stay"})
    assert 'lang="id"' in sender.text
    clock.forward(60)
    sender.page = sender.browser.post("/id/report/form/", {"held": sender.hidden["held"]})
    assert sender.code


def test_leaving_the_waiting_page_kills_what_it_held(
    sender: Sender, clock: Clock, quick: None
) -> None:
    sender.fill_in()
    form = sender.form_id
    sender.press("send")
    assert sender.form_id == form
    held = sender.hidden["held"]
    sender.browser.post("/leave", {"form": form})
    clock.forward(60)
    page = sender.browser.post("/en/report/form/", {"held": held})
    assert page.status_code == 410
    assert not Report.objects.exists()


def test_a_waiting_page_closes_after_30_minutes(sender: Sender, clock: Clock, quick: None) -> None:
    sender.fill_in()
    sender.press("send")
    clock.forward(31 * 60)
    assert press_again(sender).status_code == 410
    assert not Report.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "gAAAAA" * 20, "\ud800"])
def test_a_ticket_we_did_not_make_gets_a_clear_page(sender: Sender, token: str) -> None:
    page = sender.browser.post("/en/report/form/", {"held": token.encode("utf-8", "replace")})
    assert page.status_code == 400


def test_a_token_of_another_kind_is_no_ticket(sender: Sender) -> None:
    sealed = FormToken().seal()
    assert sender.browser.post("/en/report/form/", {"held": sealed}).status_code == 400


def test_a_ticket_is_no_token_of_a_form(sender: Sender, clock: Clock, quick: None) -> None:
    sender.fill_in()
    sender.press("send")
    held = sender.hidden["held"]
    assert sender.browser.post("/en/report/form/", {"token": held}).status_code == 400


def test_a_ticket_used_many_times_makes_one_tip(sender: Sender, clock: Clock, quick: None) -> None:
    sender.fill_in()
    sender.press("send")
    held = sender.hidden["held"]
    clock.forward(5)
    codes = set()
    for _press in range(3):
        sender.page = sender.browser.post("/en/report/form/", {"held": held})
        codes.add(sender.code)
    assert len(codes) == 1
    assert Report.objects.count() == 1


def test_send_pressed_again_after_the_receipt_was_kept_shows_nothing(sender: Sender) -> None:
    sender.fill_in()
    old = sender.hidden
    sender.press("send")
    memory.kill(ReceiptToken.open(sender.hidden["token"]).id)
    page = sender.browser.post("/en/report/form/", {**old, "go": "send"})
    assert page.status_code == 410
    assert Report.objects.count() == 1


# The field that nobody sees.


class _Inputs(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.hidden_from_readers = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "div" and values.get("aria-hidden") == "true":
            self.hidden_from_readers = values.get("class") == "govuk-visually-hidden"
        if tag == "input" and values.get("name"):
            self.found[str(values["name"])] = values


def test_the_trap_is_hidden_from_people_with_and_without_eyes(sender: Sender) -> None:
    sender.fill_in()
    inputs = _Inputs(sender.text)
    trap = inputs.found[TRAP]
    assert inputs.hidden_from_readers
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert not trap["value"]
    assert "Leave this empty" in sender.text


def test_whose_browser_filled_the_trap_in_gets_through_with_one_more_press(sender: Sender) -> None:
    sender.fill_in()
    sender.press("send", homepage="https://example.org/")
    assert "It was not sent yet." in sender.text
    assert "example.org" not in sender.text
    assert not Report.objects.exists()
    assert sender.send_now()


def test_a_program_that_fills_everything_in_each_time_sends_nothing(sender: Sender) -> None:
    sender.fill_in()
    for _press in range(3):
        sender.press("send", homepage="x")
    assert not Report.objects.exists()


# All places for the costly hash are taken.


def test_who_finds_no_place_waits_with_the_state_kept(
    sender: Sender, clock: Clock, all_places_taken: Any
) -> None:
    sender.fill_in()
    page = sender.press("send")
    assert page.status_code == 200
    assert "Many people are sending just now." in sender.text
    assert 4 <= int(page.headers["Retry-After"]) <= 30
    assert not Report.objects.exists()
    all_places_taken()
    clock.forward(30)
    press_again(sender)
    assert sender.code


def test_waiting_does_not_end_the_thirty_minutes_of_the_form(
    sender: Sender, clock: Clock, all_places_taken: Any
) -> None:
    sender.fill_in()
    clock.forward(29 * 60)
    sender.press("send")
    clock.forward(5 * 60)
    all_places_taken()
    press_again(sender)
    assert sender.code


def test_waiting_does_not_bring_an_expired_form_back(
    sender: Sender, clock: Clock, settings: Any
) -> None:
    settings.NETWORK_BUDGETS = {**settings.NETWORK_BUDGETS, "steps": 6}
    sender.fill_in()
    clock.forward(31 * 60)
    for _step in range(6):
        sender.browser.post("/en/report/form/", {"go": "start"})
    sender.press("send")
    assert _WAIT in sender.text
    clock.forward(6 * 60)
    press_again(sender)
    assert "earlier answers are gone" in sender.text
    assert not Report.objects.exists()


def test_a_typed_code_waits_sealed_and_never_in_clear(
    sender: Sender, clock: Clock, all_places_taken: Any
) -> None:
    all_places_taken()
    code = sender.send()
    for name in ("_turn", "_waiting", "_reserved"):
        getattr(hashing, name).acquire()
    sender.come_back(code)
    assert _WAIT in sender.text
    assert "Your code is kept in this page, sealed." in sender.text
    assert code not in sender.text
    assert code[:4] not in sender.text.replace(sender.hidden["held"], "")
    all_places_taken()
    clock.forward(30)
    sender.page = sender.browser.post("/en/report/reply/", {"held": sender.hidden["held"]})
    assert "Your tip" in sender.text


def test_leaving_while_a_code_waits_forgets_the_code(
    sender: Sender, clock: Clock, all_places_taken: Any
) -> None:
    sender.come_back(new_code())
    held = sender.hidden["held"]
    sender.browser.post("/leave", {"form": sender.form_id})
    clock.forward(60)
    assert sender.browser.post("/en/report/reply/", {"held": held}).status_code == 410


def test_in_danger_one_may_take_the_place_that_is_kept(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "_waiting", threading.BoundedSemaphore(1))
    hashing._waiting.acquire()
    sender.fill_in(danger="no")
    sender.press("send")
    assert _WAIT in sender.text
    other = Sender(Client(), "en")
    assert other.send(danger="yes")


def test_who_was_turned_away_twice_may_take_the_place_that_is_kept(
    sender: Sender, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "_waiting", threading.BoundedSemaphore(1))
    hashing._waiting.acquire()
    sender.fill_in()
    sender.press("send")
    for _turn in range(2):
        assert _WAIT in sender.text
        clock.forward(30)
        press_again(sender)
    assert sender.code


def test_places_are_given_back_when_hashing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(hashing, "sender_keys", broken)
    for _try in range(10):
        with pytest.raises(MemoryError):
            hashing.keys_of("1" * 20)
    assert hashing._turn._value == django_settings.HASHES_AT_ONCE


def test_never_more_threads_wait_than_a_server_can_spare() -> None:
    """Those that hash, wait, or are in danger: half of the eight threads that serve."""
    spare = django_settings.HASHES_AT_ONCE + django_settings.HASHES_WAITING + 1
    assert spare <= 4


def test_what_is_held_is_as_the_sender_wrote_it(sender: Sender) -> None:
    fields = {"story": ["a\0b", "\ud800", "🙂" * 100]}
    held = HeldToken(view="report_form", fields=fields, fresh=False)
    assert HeldToken.open(held.seal()).fields == fields


def test_what_waits_for_one_page_is_not_taken_by_another(
    sender: Sender, clock: Clock, quick: None
) -> None:
    sender.fill_in()
    sender.press("send")
    held = sender.hidden["held"]
    clock.forward(60)
    for other in ("reply", "files", "kept", "new-code"):
        answer = sender.browser.post(f"/en/report/{other}/", {"held": held})
        assert answer.status_code == 400, other
    assert not Report.objects.exists()
    press_again(sender)  # and is as good as before
    assert sender.code


def test_leaving_while_a_code_waits_ends_the_page_it_was_typed_on(
    sender: Sender, clock: Clock, all_places_taken: Any
) -> None:
    all_places_taken()
    code = sender.send()
    sender.get("/reply/")
    sent = {**sender.hidden, "receipt_code": code}
    for name in ("_turn", "_waiting", "_reserved"):
        getattr(hashing, name).acquire()
    sender.page = sender.browser.post("/en/report/reply/", sent)
    assert _WAIT in sender.text
    sender.browser.post("/leave", {"form": sender.form_id})
    all_places_taken()
    clock.forward(60)
    assert sender.browser.post("/en/report/reply/", sent).status_code == 410


def test_waiting_does_not_end_the_page_on_which_a_code_was_typed(
    sender: Sender, clock: Clock, all_places_taken: Any
) -> None:
    all_places_taken()
    code = sender.send()
    sender.get("/reply/")
    clock.forward(29 * 60)
    for name in ("_turn", "_waiting", "_reserved"):
        getattr(hashing, name).acquire()
    sender.press("", "/reply/", receipt_code=code)
    all_places_taken()
    clock.forward(5 * 60)
    sender.page = sender.browser.post("/en/report/reply/", {"held": sender.hidden["held"]})
    assert "Your tip" in sender.text
