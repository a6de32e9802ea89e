"""What one network may send, counted without keeping who it is."""

import ast
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from reports.intake import budgets, counters
from reports.intake.tickets import Hold, Ticket, Wait
from reports.models import Report
from tests.clock import Clock
from tests.sender import STORY, Sender
from vault.receipts import new_code

pytestmark = pytest.mark.django_db

_ADDRESS = "203.0.113.77"


@pytest.fixture(autouse=True)
def small(settings: Any, clock: Clock) -> None:
    """Two tips, three codes, twenty presses and one megabyte in five minutes."""
    settings.NETWORK_BUDGETS = {"tips": 2, "codes": 3, "steps": 40, "megabytes": 1}


def _from(address: str) -> Sender:
    return Sender(Client(REMOTE_ADDR=address), "en")


def _request(address: str = _ADDRESS, forwarded_for: str = "") -> Any:
    headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def _press_again(sender: Sender) -> None:
    sender.page = sender.browser.post("/en/report/form/", {"held": sender.hidden["held"]})


def _over(people: Any) -> Sender:
    """Somebody whose tip is one more than their network may send."""
    for _tip in range(2):
        _from("203.0.113.1").send()
    sender = _from(_ADDRESS)
    sender.fill_in()
    sender.press("send")
    return sender


def test_who_is_over_the_budget_gets_a_plain_page_that_keeps_all(people: None) -> None:
    sender = _over(people)
    assert sender.page.status_code == 429
    assert 300 <= int(sender.page.headers["Retry-After"]) <= 315
    assert "Press the button in " in sender.text
    assert "minutes." in sender.text
    assert "What you wrote is kept in this page, sealed." in sender.text
    assert STORY not in sender.text
    assert Report.objects.count() == 2


def test_pressing_again_after_the_wait_gets_through(people: None, clock: Clock) -> None:
    sender = _over(people)
    clock.forward(320)
    _press_again(sender)
    assert sender.code
    assert Report.objects.count() == 3


def test_who_waited_gets_through_while_others_take_every_first_place(
    people: None, clock: Clock
) -> None:
    sender = _over(people)
    clock.forward(320)
    for _tip in range(2):
        _from("203.0.113.1").send()
    flood = _from("203.0.113.1")
    flood.fill_in()
    assert flood.press("send").status_code == 429
    _press_again(sender)
    assert sender.code


def test_who_waited_is_bounded_too_and_waits_once_more(people: None, clock: Clock) -> None:
    waiting = [_over(people)]
    for _more in range(2):
        other = _from(_ADDRESS)
        other.fill_in()
        other.press("send")
        waiting.append(other)
    clock.forward(320)
    for sender in waiting:
        _press_again(sender)
    assert [s.page.status_code for s in waiting] == [200, 200, 429]
    clock.forward(320)
    _press_again(waiting[2])
    assert waiting[2].code


def test_pressing_too_early_takes_nothing_from_the_budget(people: None, clock: Clock) -> None:
    sender = _over(people)
    before = dict(_counted())
    for _press in range(5):
        _press_again(sender)
    assert _counted() == before


def _counted() -> dict[str, Any]:
    cache: Any = caches["default"]
    return {key: cache.get(key.split(":", 2)[2]) for key in list(cache._cache) if "budget:" in key}


def test_another_network_is_not_touched(people: None) -> None:
    _over(people)
    assert _from("198.51.100.1").send()
    assert _from("2001:db8::1").send()


def test_a_tip_in_danger_keeps_to_the_budget_too(people: None) -> None:
    for _tip in range(2):
        _from(_ADDRESS).send()
    sender = _from(_ADDRESS)
    sender.fill_in(danger="yes")
    assert sender.press("send").status_code == 429


def test_codes_have_a_budget_of_their_own(people: None, clock: Clock) -> None:
    sender = _from(_ADDRESS)
    code = sender.send()
    for _try in range(3):
        assert sender.come_back(new_code()).status_code == 200
    assert sender.come_back(code).status_code == 429
    assert code not in sender.text
    clock.forward(320)
    sender.page = sender.browser.post("/en/report/reply/", {"held": sender.hidden["held"]})
    assert "Your tip" in sender.text


def test_a_mistyped_code_takes_nothing(people: None) -> None:
    sender = _from(_ADDRESS)
    for _try in range(5):
        sender.come_back("1234")
    assert sender.come_back(new_code()).status_code == 200


def test_steps_have_a_budget_that_keeps_what_was_typed(people: None, clock: Clock) -> None:
    sender = _from(_ADDRESS)
    sender.start()
    for _press in range(39):
        sender.browser.post("/en/report/form/", {"go": "start"})
    sender.press("continue", story=STORY, danger="no")
    assert sender.page.status_code == 429
    assert STORY not in sender.text
    clock.forward(320)
    _press_again(sender)
    assert "Step 2 of" in sender.text


def test_what_busy_places_refuse_is_given_back(
    people: None, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> Any:
        raise Hold(Wait.BUSY, 4)

    sender = _from(_ADDRESS)
    sender.fill_in()
    with monkeypatch.context() as patched:
        patched.setattr("reports.intake.sending.keys_of", full)
        sender.press("send")
        for _press in range(5):
            clock.forward(10)
            _press_again(sender)
    clock.forward(10)
    _press_again(sender)
    assert sender.code


def test_bytes_are_counted_and_refused_before_they_are_too_many(clock: Clock) -> None:
    request = _request()
    budgets.take_bytes(request, 700_000)
    with pytest.raises(Hold):
        budgets.take_bytes(request, 700_000)
    budgets.take_bytes(request, 300_000)


@given(amounts=st.lists(st.integers(1, 400_000), max_size=20))
def test_no_window_gives_more_than_the_budget(amounts: list[int]) -> None:
    caches["default"].clear()
    taken = 0
    for amount in amounts:
        try:
            budgets.take_bytes(_request(), amount)
        except Hold:
            assert taken + amount > 1024 * 1024
        else:
            taken += amount
    assert taken <= 1024 * 1024


def test_the_address_is_read_behind_our_own_proxies_alone(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    settings.NETWORK_BUDGETS = {**settings.NETWORK_BUDGETS, "tips": 1}
    budgets.take(_request("10.0.0.1", "9.9.9.9, 203.0.113.5"), budgets.TIPS)
    with pytest.raises(Hold):  # another claim on the left, the same seen by the proxy
        budgets.take(_request("10.0.0.1", "8.8.8.8, 203.0.113.5"), budgets.TIPS)
    budgets.take(_request("10.0.0.1", "203.0.112.5"), budgets.TIPS)


def test_whoever_rents_thousands_of_ipv6_networks_has_five_shares(clock: Clock) -> None:
    sent = 0
    for number in range(100):
        try:
            budgets.take(_request(f"2001:db8:7:{number:x}::1"), budgets.TIPS)
        except Hold:
            continue
        sent += 1
    assert sent == 5 * 2
    budgets.take(_request("2001:db8:8::1"), budgets.TIPS)


def test_a_refusal_of_the_wider_network_takes_nothing_from_the_narrow_one(clock: Clock) -> None:
    for number in range(5):
        for _tip in range(2):
            budgets.take(_request(f"2001:db8:7:{number:x}::1"), budgets.TIPS)
    before = _counted()
    with pytest.raises(Hold):
        budgets.take(_request("2001:db8:7:99::1"), budgets.TIPS)
    assert {name: sum_ for name, sum_ in _counted().items() if sum_} == before


def test_a_request_without_an_address_has_a_budget_too(clock: Clock) -> None:
    for _tip in range(2):
        budgets.take(_request(""), budgets.TIPS)
    with pytest.raises(Hold):
        budgets.take(_request("no address"), budgets.TIPS)


def test_nothing_that_is_kept_names_a_network(people: None) -> None:
    _over(people)
    cache: Any = caches["default"]
    # The values are pickled: numbers, and one key.
    kept = repr(cache._cache)
    assert "budget:" in kept
    assert "203.0.113" not in kept
    assert _ADDRESS not in kept


def test_the_names_change_with_the_key_and_the_key_with_the_day(clock: Clock) -> None:
    budgets.take(_request(), budgets.TIPS)
    (first,) = (name.split(":")[-1] for name in _counted())
    key = caches["default"].get("budget-key")
    assert len(key) == 32
    clock.forward(24 * 60 * 60 + 1)
    assert caches["default"].get("budget-key") is None
    budgets.take(_request(), budgets.TIPS)
    assert caches["default"].get("budget-key") not in {None, key}
    (second,) = (name.split(":")[-1] for name, sum_ in _counted().items() if sum_)
    assert second != first


def test_the_key_comes_from_chance_and_never_from_a_setting(settings: Any) -> None:
    budgets.take(_request(), budgets.TIPS)
    first = caches["default"].get("budget-key")
    caches["default"].clear()
    budgets.take(_request(), budgets.TIPS)
    assert caches["default"].get("budget-key") != first


def test_a_hold_says_nothing_of_who_sent_it() -> None:
    for _time in range(2):
        budgets.take(_request(), budgets.TIPS)
    with pytest.raises(Hold) as held:
        budgets.take(_request(), budgets.TIPS)
    assert _ADDRESS not in repr(held.value) + repr(vars(held.value))


def test_a_village_behind_one_address_stays_under_the_budgets() -> None:
    """A dozen people who send, read and look into their codes in the same five minutes."""
    from portal.settings import base

    assert base.NETWORK_BUDGETS["tips"] >= 12
    assert base.NETWORK_BUDGETS["codes"] >= 24
    assert base.NETWORK_BUDGETS["steps"] >= 12 * 20
    assert base.NETWORK_BUDGETS["megabytes"] >= 12 * 25


def test_a_request_without_a_ticket_has_waited_for_nothing() -> None:
    assert not Ticket().waited
    assert not Ticket().passed


def test_counters_are_forgotten(clock: Clock) -> None:
    assert counters.add("x", 3, lifetime=10) == 3
    assert counters.add("x", 2, lifetime=10) == 5
    clock.forward(11)
    assert counters.add("x", 1, lifetime=10) == 1


def test_no_module_of_the_budgets_logs_a_request() -> None:
    """Each word that is logged there is a constant sentence."""
    from pathlib import Path

    for name in ("budgets", "counters", "tickets", "holding", "recaptcha", "pressure"):
        tree = ast.parse(Path(budgets.__file__).with_name(f"{name}.py").read_text())
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id == "logger"
            ):
                assert [type(a) for a in call.args] == [ast.Constant]
                assert not call.keywords
