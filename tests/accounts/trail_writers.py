"""Many writers of the audit trail at once, each with a connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier
from typing import Any, NoReturn, TypeVar

from django.db import connection, connections, transaction

from accounts import audit
from accounts.audit_check import Link, check_trail
from accounts.models import AuditEvent, AuditHead

WRITERS, EACH = 8, 20
Result = TypeVar("Result")


@contextmanager
def another_database(config: dict[str, Any]) -> Iterator[None]:
    """Threads that begin inside connect to this database, where the trail has empty tables."""
    with connected(config):
        in_thread(_make_tables)
        yield
    with connected(config):
        in_thread(_drop_tables)


@contextmanager
def connected(config: dict[str, Any]) -> Iterator[None]:
    """Threads that begin inside connect to this database."""
    (complete,) = connections.configure_settings({"default": config}).values()
    before = connections.settings["default"]
    connections.settings["default"] = complete
    try:
        yield
    finally:
        connections.settings["default"] = before


def _make_tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(AuditEvent)
        editor.create_model(AuditHead)


def _drop_tables() -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(AuditEvent)
        editor.delete_model(AuditHead)


def in_thread(work: Callable[[], Result]) -> Result:
    """Does something with a new connection, which is closed again."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_closing, work).result()


def _closing(work: Callable[[], Result]) -> Result:
    try:
        return work()
    finally:
        connection.close()


class Aborted(Exception):
    """Something went wrong after an event was recorded."""


@transaction.atomic
def record_and_abort(action: str, *, target: str) -> NoReturn:
    """Records an event in a transaction that fails. Raises Aborted."""
    audit.record(action, by=None, target=target)
    raise Aborted


def write_from_many() -> None:
    """8 writers add 20 events each; after each event, one more is recorded and taken back.

    There is no head row when they begin: all try to make it.
    """
    barrier = Barrier(WRITERS)

    def write(writer: int) -> None:
        barrier.wait()
        for number in range(EACH):
            audit.record("tip.viewed", by=None, target=f"tip/{writer}", number=number)
            with suppress(Aborted):
                record_and_abort("tip.replied", target=f"tip/{writer}")

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(_closing, lambda i=i: write(i)) for i in range(WRITERS)]:
            done.result()


def trail_is_whole() -> tuple[Link, list[tuple[str, int]]]:
    """The newest event after a check of the whole trail, and what was recorded."""

    def read() -> tuple[Link, list[tuple[str, int]]]:
        newest, _ = check_trail()
        events = AuditEvent.objects.filter(action="tip.viewed")
        return newest, sorted((event.target, event.detail["number"]) for event in events)

    return in_thread(read)


def assert_none_is_lost() -> None:
    write_from_many()
    newest, recorded = trail_is_whole()
    assert recorded == sorted((f"tip/{w}", n) for w in range(WRITERS) for n in range(EACH))
    assert newest.number == WRITERS * EACH
