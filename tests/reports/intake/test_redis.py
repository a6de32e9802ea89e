"""What several machines share: a Redis that keeps nothing on disk."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from django.utils import timezone

from portal.settings import environment
from reports.intake import budgets, counters, memory, memory_redis, pressure
from reports.intake.memory import Unreachable
from reports.intake.tickets import Hold
from reports.intake.tokens import BadToken, FormToken
from reports.models import Report
from tests.live_redis import MISSING, PROGRAM, LiveRedis
from tests.sender import STORY, Sender

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]

_DAY = date(2026, 11, 23)
_ADDRESS = "203.0.113.77"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveRedis]:
    with LiveRedis(tmp_path_factory.mktemp("redis")) as live:
        yield live


@pytest.fixture(autouse=True)
def redis(server: LiveRedis, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveRedis]:
    """An empty Redis that answers, and a process that has seen no key yet."""
    if not server._answers():
        server.start()
    with server.client() as client:
        client.flushall()
    settings.CACHE_URL = server.url
    settings.CACHES = environment.caches(server.url)
    monkeypatch.setattr(memory_redis, "_last_seen", [])
    monkeypatch.setattr(counters, "_silent_until", 0.0)
    yield server
    memory_redis._redis(server.url).close()
    caches["default"].close()


def _request() -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=_ADDRESS)


def _all(server: LiveRedis) -> dict[bytes, Any]:
    with server.client() as client:
        return {key: client.get(key) for key in client.keys()}  # noqa: SIM118 not a dict


def test_a_whole_tip_goes_through_and_its_form_dies(sender: Sender, redis: LiveRedis) -> None:
    code = sender.send()
    old = sender.hidden
    sender.press("", path="/kept/", kept="on")
    page = sender.browser.post("/en/report/kept/", {**old, "kept": "on"})
    assert page.status_code == 302
    sender.come_back(code)
    assert "Your tip" in sender.text


def test_keys_and_dead_forms_are_shared_by_processes(redis: LiveRedis) -> None:
    program = (
        "import django; django.setup(); from reports.intake import memory;"
        "print(memory.form_keys()[0].decode()); memory.kill('left in another process')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "CACHE_URL": redis.url},
        capture_output=True,
        check=True,
    )
    assert memory.form_keys() == [done.stdout.strip()]
    assert memory.is_dead("left in another process")
    assert not memory.is_dead("another")


def test_a_day_has_one_key_and_yesterdays_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    day = _DAY
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    first = memory.form_keys()
    page = FormToken().seal()
    assert memory.form_keys() == first
    day = _DAY + timedelta(days=1)
    second = memory.form_keys()
    assert second[1:] == first
    assert second[0] != first[0]
    assert FormToken.open(page)
    day = _DAY + timedelta(days=2)
    with pytest.raises(BadToken):
        FormToken.open(page)


def test_everything_in_it_has_a_lifetime(sender: Sender, redis: LiveRedis) -> None:
    sender.send()
    sender.press("", path="/kept/", kept="on")
    with redis.client() as client:
        names = client.keys()
        assert len(names) >= 5
        for name in names:
            assert 0 < client.ttl(name) <= 2 * 24 * 60 * 60


def test_it_holds_no_address_no_code_no_answer_and_no_form_id(
    redis: LiveRedis, people: None
) -> None:
    sender = Sender(Client(REMOTE_ADDR=_ADDRESS), "en")
    code = sender.send()
    form = sender.form_id
    sender.press("", path="/kept/", kept="on")
    held = repr(_all(redis))
    for word in (_ADDRESS, "203.0.113", code, STORY, form):
        assert word not in held


def test_nothing_of_it_is_on_disk(sender: Sender, redis: LiveRedis) -> None:
    sender.send()
    with redis.client() as client:
        assert client.config_get("save") == {"save": ""}
        assert client.config_get("appendonly") == {"appendonly": "no"}
    assert not list(redis.folder.iterdir())


def test_budgets_are_shared_by_processes(redis: LiveRedis, settings: Any) -> None:
    settings.NETWORK_BUDGETS = {**settings.NETWORK_BUDGETS, "tips": 2}
    program = (
        "import django; django.setup(); from django.test import RequestFactory;"
        "from reports.intake import budgets;"
        f"budgets.take(RequestFactory().post('/', REMOTE_ADDR='{_ADDRESS}'), budgets.TIPS)"
    )
    subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "CACHE_URL": redis.url}, check=True
    )
    budgets.take(_request(), budgets.TIPS)
    with pytest.raises(Hold):
        budgets.take(_request(), budgets.TIPS)


# It does not answer.


def test_while_it_is_silent_each_process_counts_and_bounds_by_itself(
    redis: LiveRedis, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NETWORK_BUDGETS = {**settings.NETWORK_BUDGETS, "tips": 2}
    redis.stop()
    budgets.take(_request(), budgets.TIPS)
    budgets.take(_request(), budgets.TIPS)
    with pytest.raises(Hold):
        budgets.take(_request(), budgets.TIPS)
    pressure.count_tip()
    assert pressure.tips_in_the_last_hour() == 1
    assert [record.getMessage() for record in caplog.records] == [
        "The cache does not answer: each process counts by itself."
    ]
    assert not caplog.records[0].exc_info


def test_a_silent_one_is_not_asked_for_each_count(
    redis: LiveRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    redis.stop()
    assert counters.add("x", 1, lifetime=60) == 1
    monkeypatch.setattr(counters, "caches", {"local": caches["local"]})
    assert counters.add("x", 1, lifetime=60) == 2


def test_it_counts_again_once_it_answers(redis: LiveRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    redis.stop()
    counters.add("x", 5, lifetime=60)
    redis.start()
    monkeypatch.setattr(counters, "_silent_until", 0.0)
    assert counters.add("x", 1, lifetime=60) == 1


def test_what_is_sent_while_it_is_silent_waits_in_the_page_and_goes_through_later(
    sender: Sender, redis: LiveRedis, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    sender.fill_in()
    keys = _all(redis)
    redis.stop()
    page = sender.press("send")
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert "A part of this site does not answer just now." in sender.text
    assert "What you wrote is kept in this page, sealed." in sender.text
    assert STORY not in sender.text
    assert not Report.objects.exists()
    # Pressed again in vain: still there.
    clock.forward(30)
    sender.page = sender.browser.post("/en/report/form/", {"held": sender.hidden["held"]})
    assert sender.page.status_code == 503
    assert sender.hidden["held"]
    redis.start()
    with redis.client() as client:  # it was out of reach, not emptied
        for name, value in keys.items():
            if b"form-key" in name:
                client.set(name, value)
    clock.forward(30)
    sender.page = sender.browser.post("/en/report/form/", {"held": sender.hidden["held"]})
    assert sender.code
    assert Report.objects.count() == 1


def test_a_dead_form_is_not_shown_while_nobody_can_say_that_it_is_dead(
    sender: Sender, redis: LiveRedis
) -> None:
    sender.fill_in()
    sender.browser.post("/leave", {"form": sender.form_id})
    redis.stop()
    for go in ("back", "change-what", "send"):
        page = sender.browser.post("/en/report/form/", {**sender.hidden, "go": go})
        assert page.status_code == 503
        assert STORY not in page.content.decode()


def test_a_process_that_never_saw_a_key_says_that_it_was_not_sent(
    sender: Sender, redis: LiveRedis
) -> None:
    redis.stop()
    page = sender.browser.post("/en/report/form/", {"go": "start"})
    assert page.status_code == 503
    assert "Go back one page and press the button again." in page.content.decode()


def test_leaving_works_while_it_is_silent(sender: Sender, redis: LiveRedis) -> None:
    sender.start()
    redis.stop()
    assert sender.browser.post("/leave", {"form": sender.form_id}).status_code == 303


def test_an_emptied_one_makes_new_keys_and_old_pages_open_nothing(
    sender: Sender, redis: LiveRedis
) -> None:
    sender.fill_in()
    redis.stop()
    redis.start()
    assert sender.press("send").status_code == 400
    assert sender.send()


def test_its_address_is_in_no_error(redis: LiveRedis) -> None:
    redis.stop()
    with pytest.raises(Unreachable) as raised:
        memory.kill("x")
    assert str(redis.port) not in repr(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("value", ["localhost:6379", "http://127.0.0.1", "memcached://x"])
def test_an_address_of_another_kind_stops_the_start_without_being_shown(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CACHE_URL", value)
    with pytest.raises(ImproperlyConfigured) as raised:
        environment.cache_address("CACHE_URL")
    assert value not in str(raised.value)


def test_without_an_address_the_memory_of_the_process_is_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert environment.cache_address("CACHE_URL") == ""
    assert {c["BACKEND"].rpartition(".")[2] for c in environment.caches("").values()} == {
        "LocMemCache"
    }
