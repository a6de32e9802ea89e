"""How often somebody may try, and who is kept out by it: the attacker, not the member."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from argon2 import low_level
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import devices, services, staff_sessions, throttle
from accounts.demonstration import PASSWORD
from accounts.models import KnownDevice, Tries
from accounts.networks import network_of
from accounts.throttle import Limit, TooManyTries, take
from tests.accounts.people import (
    WRONG_CODE,
    WRONG_PASSWORD,
    give_code,
    give_password,
    later,
    new_browser,
    person,
    right_code,
    wrong_code,
)

pytestmark = pytest.mark.django_db

_LIMIT = Limit("test", 3)


def _fill_account(username: str = "triage") -> None:
    for number in range(10):
        answer = give_password(new_browser(), username, "wrong", REMOTE_ADDR=f"192.0.{number}.1")
        assert answer.status_code == 200


def test_tries_are_counted_and_then_there_are_none_left() -> None:
    for _number in range(3):
        take(_LIMIT, b"one")
    with pytest.raises(TooManyTries) as full:
        take(_LIMIT, b"one")
    assert 890 < full.value.wait <= 900
    take(_LIMIT, b"another")
    take(Limit("another", 3), b"one")


def test_a_refused_try_makes_nobody_wait_longer() -> None:
    for _number in range(3):
        take(_LIMIT, b"one")
    with later(800), pytest.raises(TooManyTries) as full:
        take(_LIMIT, b"one")
    assert full.value.wait <= 100
    with later(901):
        for _number in range(3):
            take(_LIMIT, b"one")
        with pytest.raises(TooManyTries):
            take(_LIMIT, b"one")


def test_a_right_try_is_not_counted() -> None:
    for _number in range(20):
        take(_LIMIT, b"one").give_back()
    assert Tries.objects.get().count == 0


def test_no_limit_is_longer_than_counters_are_kept() -> None:
    with pytest.raises(ValueError, match="deleted before"):
        Limit("a week", 3, 7 * 24 * 3600)


def test_giving_back_never_makes_more_tries_than_there_are() -> None:
    one = take(_LIMIT, b"one")
    for _number in range(5):
        one.give_back()
    for _number in range(3):
        take(_LIMIT, b"one")
    with pytest.raises(TooManyTries):
        take(_LIMIT, b"one")


def test_a_try_is_one_update_whose_condition_is_the_limit() -> None:
    take(_LIMIT, b"one")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        take(_LIMIT, b"one")
    insert, update = (query["sql"] for query in queries.captured_queries)
    assert insert.startswith("INSERT")
    assert update.startswith("UPDATE")
    assert '"count" < 3' in update.split("WHERE")[1]


def test_the_table_shows_neither_names_nor_addresses(client: Client, people: None) -> None:
    give_password(client, "triage", "wrong", REMOTE_ADDR="192.0.2.77")
    give_password(client, "triage@example.org", PASSWORD, REMOTE_ADDR="192.0.2.77")
    keys = [bytes(row.key) for row in Tries.objects.all()]
    assert {len(key) for key in keys} == {32}
    assert not any(word in key for key in keys for word in (b"triage", b"192", b"example"))


def test_another_pepper_makes_other_marks(settings: Any) -> None:
    before = _LIMIT.key(b"triage")
    settings.MEMBER_PEPPER = "another pepper of thirty-two characters"
    assert _LIMIT.key(b"triage") != before


@pytest.mark.parametrize("username", ["triage", "nobody"])
def test_after_ten_wrong_passwords_the_name_rests_known_or_not(people: None, username: str) -> None:
    _fill_account(username)
    answer = give_password(new_browser(), username, PASSWORD, REMOTE_ADDR="192.0.77.1")
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Too many tries. Wait 15 minutes, then try again." in page
    assert WRONG_PASSWORD not in page
    assert "Use a passkey on this device" in page


def test_the_throttled_pages_of_known_and_unknown_names_are_the_same(people: None) -> None:
    _fill_account("triage")
    _fill_account("nobody")
    pages = []
    for username in ("triage", "nobody"):
        page = give_password(new_browser(), username, PASSWORD).content.decode()
        pages.append([line for line in page.splitlines() if "csrfmiddlewaretoken" not in line])
    known, unknown = pages
    assert [line.replace("nobody", "triage") for line in unknown] == known


def test_the_account_opens_again_after_fifteen_minutes(people: None) -> None:
    _fill_account()
    with later(15 * 60 + 1):
        assert give_password(new_browser()).headers["Location"] == "/staff/code/"


def test_a_network_has_a_hundred_tries_for_all_names(people: None) -> None:
    for number in range(100):
        take(throttle.PER_NETWORK, b"192.0.2.0/24") if number else None
    assert give_password(new_browser(), "x", "y", REMOTE_ADDR="192.0.2.9").status_code == 200
    for username in ("editor", "nobody"):
        answer = give_password(new_browser(), username, PASSWORD, REMOTE_ADDR="192.0.2.200")
        assert answer.status_code == 429
    # Elsewhere nobody notices, and the accounts lost no try.
    for _number in range(9):
        give_password(new_browser(), "editor", "wrong", REMOTE_ADDR="198.51.100.7")
    answer = give_password(new_browser(), "editor", REMOTE_ADDR="198.51.100.7")
    assert answer.headers["Location"] == "/staff/code/"


def test_right_passwords_are_not_counted(people: None) -> None:
    for _number in range(12):
        assert give_password(new_browser()).headers["Location"] == "/staff/code/"


@contextmanager
def _counted_hashes() -> Iterator[list[str]]:
    done: list[str] = []

    def counting(name: str) -> Callable[..., object]:
        real = getattr(low_level, name)

        def call(*arguments: object, **named: object) -> object:
            done.append(name)
            return real(*arguments, **named)

        return call

    with (
        mock.patch("argon2.low_level.hash_secret", counting("hash_secret")),
        mock.patch("argon2._password_hasher.verify_secret", counting("verify_secret")),
        mock.patch("vault.stretch.hash_secret_raw", counting("hash_secret_raw")),
    ):
        yield done


def _work(username: str, password: str) -> tuple[int, int, str]:
    browser = new_browser()
    with _counted_hashes() as hashes, CaptureQueriesContext(connection) as queries:
        page = give_password(browser, username, password).content.decode()
    shown = page.replace(username, "NAME").split('name="csrfmiddlewaretoken"')[0]
    return len(hashes), len(queries), shown


def test_unknown_shut_invited_and_known_names_cost_the_same_work(people: None) -> None:
    shut = person("auditor")
    shut.is_active = False
    shut.save()
    known = _work("triage", "wrong")
    assert known[0] == 1
    assert _work("nobody", "wrong") == known
    assert _work("auditor", PASSWORD) == known
    services.open_account(by=None, username="invited", full_name="Invited")
    assert _work("invited", PASSWORD) == known


def test_throttled_known_and_unknown_names_cost_the_same_and_no_hash(people: None) -> None:
    _fill_account("triage")
    _fill_account("nobody")
    known = _work("triage", PASSWORD)
    assert known[0] == 0
    assert _work("nobody", PASSWORD) == known


def test_a_known_device_gets_in_while_the_account_rests(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    browser.post("/staff/sign-out/")
    _fill_account()
    assert give_password(new_browser()).status_code == 429
    assert give_password(browser).headers["Location"] == "/staff/code/"
    assert give_code(browser, right_code()).headers["Location"] == "/staff/inbox/"


def test_a_known_device_gets_in_while_its_network_rests(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    browser.post("/staff/sign-out/")
    for _number in range(100):
        take(throttle.PER_NETWORK, b"127.0.0.0/24")
    assert give_password(new_browser(), "editor").status_code == 429
    assert give_password(browser).headers["Location"] == "/staff/code/"


def test_a_known_device_has_ten_tries_of_its_own(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    browser.post("/staff/sign-out/")
    for _number in range(10):
        assert give_password(browser, "triage", "wrong").status_code == 200
    assert give_password(browser).status_code == 429
    assert give_password(new_browser()).headers["Location"] == "/staff/code/"


def test_a_known_device_is_one_persons(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("editor")
    browser.post("/staff/sign-out/")
    _fill_account()
    assert give_password(browser).status_code == 429


def test_people_who_share_a_browser_each_keep_their_device(
    sign_in: Callable[[str], Client],
) -> None:
    browser = sign_in("triage")
    browser.post("/staff/sign-out/")
    give_password(browser, "editor")
    give_code(browser, right_code("editor"))
    browser.post("/staff/sign-out/")
    for username in ("triage", "editor"):
        _fill_account(username)
        assert give_password(browser, username).headers["Location"] == "/staff/code/"


def test_the_password_alone_makes_no_known_device(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    give_code(browser, wrong_code())
    assert devices.COOKIE not in browser.cookies
    assert not KnownDevice.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "x.y.z", ".", "é", "x" * 4000, "\0"])
def test_a_made_up_device_cookie_is_nobodys(people: None, value: str) -> None:
    assert devices.known(value, username="triage") is None
    devices.remember(HttpResponse(), person(), cookie=value)
    assert KnownDevice.objects.count() == 1


def test_the_device_cookie_is_random_and_kept_as_a_digest(sign_in: Callable[[str], Client]) -> None:
    cookie = sign_in("triage").cookies[devices.COOKIE]
    assert len(cookie.value) >= 43
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/staff/", "Strict", True)
    assert cookie["max-age"] == 180 * 24 * 3600
    row = KnownDevice.objects.get()
    assert cookie.value.encode() not in bytes(row.digest)


def test_the_device_cookie_is_secure_where_the_session_cookie_is(
    settings: Any, sign_in: Callable[[str], Client]
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    response = HttpResponse()
    devices.remember(response, person(), cookie="")
    assert response.cookies[devices.COOKIE]["secure"]


def test_a_device_is_forgotten_after_half_a_year(sign_in: Callable[[str], Client]) -> None:
    browser = sign_in("triage")
    browser.post("/staff/sign-out/")
    row = KnownDevice.objects.get()
    row.used_on = row.used_on.replace(year=row.used_on.year - 1)
    row.save()
    _fill_account()
    assert give_password(browser).status_code == 429


def test_after_five_wrong_codes_the_second_factor_rests(people: None) -> None:
    browser = new_browser()
    give_password(browser)
    for _number in range(5):
        assert WRONG_CODE in give_code(browser, wrong_code()).content.decode()
    answer = give_code(browser, right_code())
    assert answer.status_code == 429
    assert "Too many tries. Wait 15 minutes" in answer.content.decode()
    other = new_browser()
    give_password(other)
    assert give_code(other, right_code()).status_code == 429
    with later(15 * 60 + 1):
        give_password(other)
        assert give_code(other, right_code()).headers["Location"] == "/staff/inbox/"


def test_who_knows_the_password_keeps_nobody_out_of_their_own_device(
    sign_in: Callable[[str], Client],
) -> None:
    member = sign_in("triage")
    member.post("/staff/sign-out/")
    attacker = new_browser()
    give_password(attacker)
    for _number in range(6):
        give_code(attacker, wrong_code())
    assert give_code(attacker, right_code()).status_code == 429
    give_password(member)
    assert give_code(member, right_code()).headers["Location"] == "/staff/inbox/"


def test_wrong_codes_on_a_known_device_count_too(sign_in: Callable[[str], Client]) -> None:
    member = sign_in("triage")
    member.post("/staff/sign-out/")
    give_password(member)
    for _number in range(5):
        give_code(member, wrong_code())
    assert give_code(member, right_code()).status_code == 429


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "network"),
    [
        ("192.0.2.77", "", 0, "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "", 0, "192.0.2.0/24"),
        ("fe80::1%eth0", "", 0, "fe80::/64"),
        ("", "", 0, ""),
        ("127.0.0.1", "203.0.113.9", 0, "127.0.0.0/24"),
        ("127.0.0.1", "203.0.113.9", 1, "203.0.113.0/24"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.0/24"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", 2, "198.51.100.0/24"),
        ("127.0.0.1", "203.0.113.9", 2, "127.0.0.0/24"),
        ("127.0.0.1", "", 1, "127.0.0.0/24"),
        ("127.0.0.1", "203.0.113.9:443", 1, "127.0.0.0/24"),
        ("127.0.0.1", "nonsense", 1, "127.0.0.0/24"),
        ("127.0.0.1", "198.51.100.1,", 1, "127.0.0.0/24"),
    ],
)
def test_the_network_of_a_request(remote: str, forwarded: str, proxies: int, network: str) -> None:
    assert network_of(remote, forwarded, proxies=proxies) == network


def test_a_forwarded_address_counts_only_behind_our_own_front_server(
    people: None, settings: Any
) -> None:
    for number in range(10):
        give_password(new_browser(), f"n{number}", "x", HTTP_X_FORWARDED_FOR=f"10.0.{number}.1")
    assert Tries.objects.get(key=throttle.PER_NETWORK.key(b"127.0.0.0/24")).count == 10
    settings.TRUSTED_PROXIES = 1
    give_password(new_browser(), "n", "x", HTTP_X_FORWARDED_FOR="10.0.0.1")
    assert Tries.objects.get(key=throttle.PER_NETWORK.key(b"10.0.0.0/24")).count == 1


def test_old_counters_go_when_somebody_signs_in(sign_in: Callable[[str], Client]) -> None:
    take(_LIMIT, b"new")
    Tries.objects.create(key=b"old", since=0, count=3)
    sign_in("triage")
    assert not Tries.objects.filter(key=b"old").exists()
    assert Tries.objects.filter(key=_LIMIT.key(b"new")).exists()


def test_clearing_away_is_bounded(people: None) -> None:
    Tries.objects.bulk_create(Tries(key=str(n).encode(), since=0) for n in range(300))
    staff_sessions.clear_away()
    assert Tries.objects.count() == 100
