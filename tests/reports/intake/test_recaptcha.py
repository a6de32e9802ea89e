"""Google's check: one of two ways under pressure, on a page that holds nothing to read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from reports.intake import pressure, recaptcha
from reports.models import Report
from tests.clock import Clock
from tests.google import Google
from tests.live import free_port
from tests.sender import ANSWERS, STORY, Sender
from vault.receipts import new_code

pytestmark = pytest.mark.django_db

_CHECK = "/en/report/check/"
_ADDRESS = "203.0.113.77"
_REFUSED = "Google did not accept this."
_NO_ANSWER = "Google does not answer just now."


@pytest.fixture
def google(settings: Any, tmp_path: Path, clock: Clock) -> Iterator[Google]:
    """Turned on, under pressure, with a stand-in for Google."""
    settings.RECAPTCHA_PUBLIC_KEY = "site-key"
    settings.RECAPTCHA_PRIVATE_KEY = "secret-key"
    settings.PUBLISHED_DIR = tmp_path
    said = {"wait_from": 5, "wait_seconds": 20, "quarantine_from": 1000}
    (tmp_path / "intake.json").write_text(json.dumps(said))
    for _tip in range(5):
        pressure.count_tip()
    with Google() as stand_in:
        settings.RECAPTCHA_VERIFY_URL = stand_in.url
        yield stand_in


@pytest.fixture
def waiting(people: None, google: Google) -> Sender:
    """A sender on the waiting page."""
    sender = Sender(
        Client(REMOTE_ADDR=_ADDRESS, headers={"X-Forwarded-For": _ADDRESS, "User-Agent": "Phone"}),
        "en",
    )
    sender.fill_in()
    sender.press("send")
    return sender


def _to_the_check(sender: Sender) -> Any:
    sender.page = sender.browser.post(_CHECK, {"held": sender.hidden["held"]})
    return sender.page


def _solve(sender: Sender, response: str = "solved") -> Any:
    sender.page = sender.browser.post(
        _CHECK, {"held": sender.hidden["held"], "g-recaptcha-response": response, "go": "checked"}
    )
    return sender.page


def test_the_waiting_page_offers_two_ways_and_says_what_google_learns(waiting: Sender) -> None:
    assert "Press the button in 20 seconds." in waiting.text
    assert "Use Google’s check" in waiting.text
    assert "Google then learns that your phone opened this page." in waiting.text
    assert "google.com" not in waiting.text


def test_it_is_off_until_both_keys_are_set(waiting: Sender, settings: Any) -> None:
    settings.RECAPTCHA_PUBLIC_KEY = ""
    waiting.page = waiting.browser.post("/en/report/form/", {"held": waiting.hidden["held"]})
    assert "Please wait" in waiting.text
    assert "Google" not in waiting.text
    assert _to_the_check(waiting).status_code == 404
    assert waiting.browser.get(_CHECK).status_code == 404


def test_a_wait_that_is_not_for_pressure_offers_no_google(
    sender: Sender, settings: Any, clock: Clock
) -> None:
    settings.RECAPTCHA_PUBLIC_KEY = "site-key"
    settings.QUICKEST_TIP = 5
    sender.fill_in()
    sender.press("send")
    assert "Google" not in sender.text


def test_the_page_with_googles_script_holds_no_answer(waiting: Sender) -> None:
    _to_the_check(waiting)
    page = waiting.text
    assert list(waiting.hidden) == ["held"]
    assert STORY not in page
    said = [value for step in ANSWERS.values() for value in step.values()]
    for value in (v for s in said for v in (s if isinstance(s, list) else [s])):
        assert f'value="{value}"' not in page
    fields = re.findall(r"<(?:input|textarea|select)[^>]*", page)
    names = {re.search(r'name="([^"]*)"', field).group(1) for field in fields}  # type: ignore[union-attr]
    assert names == {"held", "form"}


def test_the_page_works_without_inline_script_and_says_what_to_do_without_any(
    waiting: Sender,
) -> None:
    _to_the_check(waiting)
    assert '<div class="g-recaptcha govuk-form-group" data-sitekey="site-key">' in waiting.text
    assert not re.search(r"<script(?![^>]*src=)", waiting.text)
    assert re.search(r"<noscript>.*Use the other way", waiting.text, re.DOTALL)
    assert "secret-key" not in waiting.text


def test_the_policy_of_that_page_alone_lets_google_in(waiting: Sender) -> None:
    for page in (waiting.page, waiting.browser.get("/en/report/"), waiting.browser.get("/en/")):
        assert "google" not in page.headers["Content-Security-Policy"]
        assert "gstatic" not in page.headers["Content-Security-Policy"]
    page = _to_the_check(waiting)
    policy = dict(
        part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"].split() == [
        "'self'",
        "https://www.google.com/recaptcha/",
        "https://www.gstatic.com/recaptcha/",
    ]
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "wikipedia" in policy["form-action"]
    assert page.headers["Cache-Control"] == "no-store"


def test_accepted_the_tip_is_sent_at_once_under_the_ordinary_policy(
    waiting: Sender, google: Google
) -> None:
    _to_the_check(waiting)
    page = _solve(waiting)
    assert waiting.code
    assert "google" not in page.headers["Content-Security-Policy"]
    assert "google.com" not in waiting.text
    assert Report.objects.count() == 1


def test_google_is_told_the_response_and_our_key_and_nothing_of_the_visitor(
    waiting: Sender, google: Google
) -> None:
    _to_the_check(waiting)
    _solve(waiting)
    assert google.asked == [{"secret": ["secret-key"], "response": ["solved"]}]
    assert _ADDRESS not in repr(google.headers)
    assert "Phone" not in repr(google.headers)


def _refused(waiting: Sender, sentence: str, clock: Clock) -> None:
    assert waiting.page.status_code == 200
    assert sentence in waiting.text
    assert STORY not in waiting.text
    assert not Report.objects.exists()
    # The way that needs nobody else is open still.
    clock.forward(20)
    waiting.page = waiting.browser.post("/en/report/form/", {"held": waiting.hidden["held"]})
    assert waiting.code


def test_rejected_it_says_so_and_the_other_way_works(
    waiting: Sender, google: Google, clock: Clock
) -> None:
    google.answer = b'{"success": false, "error-codes": ["invalid-input-response"]}'
    _to_the_check(waiting)
    _solve(waiting)
    _refused(waiting, _REFUSED, clock)


def test_too_slow_it_says_so_and_the_other_way_works(
    waiting: Sender, google: Google, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recaptcha, "_TIMEOUT", 0.2)
    google.late.clear()
    _to_the_check(waiting)
    _solve(waiting)
    _refused(waiting, _NO_ANSWER, clock)


def test_unreachable_it_says_so_and_the_other_way_works(
    waiting: Sender, settings: Any, clock: Clock
) -> None:
    settings.RECAPTCHA_VERIFY_URL = f"http://127.0.0.1:{free_port()}/siteverify"
    _to_the_check(waiting)
    _solve(waiting)
    _refused(waiting, _NO_ANSWER, clock)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"success": "true"}',
        b'{"success": 1}',
        b"\xff",
        b'{"success": true' + b" " * 100_000 + b"}",
    ],
)
def test_an_answer_that_is_none_lets_nobody_through(
    waiting: Sender, google: Google, answer: bytes
) -> None:
    google.answer = answer
    _to_the_check(waiting)
    assert _solve(waiting).status_code == 200
    assert not Report.objects.exists()


@pytest.mark.parametrize("status", [301, 400, 403, 429, 500, 503])
def test_an_error_of_google_lets_nobody_through(
    waiting: Sender, google: Google, status: int
) -> None:
    google.status = status
    _to_the_check(waiting)
    assert _solve(waiting).status_code == 200
    assert _NO_ANSWER in waiting.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("response", ["", " ", "x" * 9000])
def test_nothing_ticked_is_not_asked_about(waiting: Sender, google: Google, response: str) -> None:
    _to_the_check(waiting)
    assert _solve(waiting, response).status_code == 200
    assert "It was not sent yet" in waiting.text
    assert not google.asked
    assert not Report.objects.exists()


def test_a_solved_box_counts_once(waiting: Sender, google: Google, people: None) -> None:
    _to_the_check(waiting)
    _solve(waiting, "solved once")
    assert waiting.code
    other = Sender(Client(), "en")
    other.fill_in()
    other.press("send")
    _to_the_check(other)
    _solve(other, "solved once")
    assert _REFUSED in other.text
    assert Report.objects.count() == 1


def test_what_is_remembered_of_a_solved_box_is_its_digest(waiting: Sender, google: Google) -> None:
    _to_the_check(waiting)
    _solve(waiting, "solved-and-kept")
    cache: Any = caches["default"]
    assert any("recaptcha:" in name for name in cache._cache)
    assert "solved-and-kept" not in repr(cache._cache)


def test_a_second_press_after_the_receipt_was_lost_comes_through_by_its_ticket(
    waiting: Sender, google: Google, clock: Clock
) -> None:
    held = waiting.hidden["held"]
    _to_the_check(waiting)
    _solve(waiting)
    code = waiting.code
    clock.forward(20)
    waiting.page = waiting.browser.post("/en/report/form/", {"held": held})
    assert waiting.code == code
    assert Report.objects.count() == 1


def test_the_budget_of_the_network_holds_for_who_passed_too(
    waiting: Sender, google: Google, settings: Any
) -> None:
    settings.NETWORK_BUDGETS = {**settings.NETWORK_BUDGETS, "tips": 1}
    held = waiting.hidden["held"]
    _to_the_check(waiting)
    _solve(waiting)
    assert waiting.code
    waiting.page = waiting.browser.post(
        _CHECK, {"held": held, "g-recaptcha-response": "another", "go": "checked"}
    )
    assert waiting.page.status_code == 429


def test_a_slow_google_takes_few_threads(
    waiting: Sender, google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _place in range(recaptcha._AT_ONCE):
        recaptcha._turn.acquire()
    try:
        _to_the_check(waiting)
        _solve(waiting)
        assert _NO_ANSWER in waiting.text
        assert not google.asked
    finally:
        for _place in range(recaptcha._AT_ONCE):
            recaptcha._turn.release()


def test_a_left_form_is_not_shown_on_the_check_page(waiting: Sender, google: Google) -> None:
    waiting.browser.post("/leave", {"form": waiting.form_id})
    assert _to_the_check(waiting).status_code == 410


@pytest.mark.parametrize("held", ["", "x", "gAAAA" * 9])
def test_a_ticket_we_did_not_make_gets_a_clear_page(
    waiting: Sender, google: Google, held: str
) -> None:
    page = waiting.browser.post(_CHECK, {"held": held, "g-recaptcha-response": "solved"})
    assert page.status_code == 400
    assert not google.asked


def test_the_language_can_be_changed_on_the_check_page(waiting: Sender, google: Google) -> None:
    _to_the_check(waiting)
    held = waiting.hidden["held"]
    waiting.page = waiting.browser.post(
        "/tet/report/check/", {"held": held, "go": "stay", "g-recaptcha-response": "solved"}
    )
    assert 'lang="tet"' in waiting.text
    assert "api.js?hl=pt-PT" in waiting.text
    assert not google.asked


def test_a_look_at_the_check_address_leads_to_the_start(waiting: Sender, google: Google) -> None:
    assert waiting.browser.get(_CHECK).headers["Location"] == "/en/report/"


def test_googles_test_keys_fail_the_checks_of_the_settings(settings: Any) -> None:
    from django_recaptcha.checks import recaptcha_key_check
    from django_recaptcha.constants import TEST_PRIVATE_KEY, TEST_PUBLIC_KEY

    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "ours", "ours"
    assert not recaptcha_key_check(None)
    settings.RECAPTCHA_PUBLIC_KEY = TEST_PUBLIC_KEY
    settings.RECAPTCHA_PRIVATE_KEY = TEST_PRIVATE_KEY
    assert recaptcha_key_check(None)


def test_being_a_person_ends_no_wait_for_the_budget(
    waiting: Sender, google: Google, settings: Any
) -> None:
    settings.NETWORK_BUDGETS = {**settings.NETWORK_BUDGETS, "codes": 1}
    settings.RECAPTCHA_PUBLIC_KEY = "site-key"
    for _code in range(2):
        waiting.come_back(new_code())
    assert waiting.page.status_code == 429
    _solve(waiting)
    assert waiting.page.status_code == 400
    assert not google.asked
