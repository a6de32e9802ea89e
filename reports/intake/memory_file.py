"""The memory of the tip form in a file of mode 0600.

All processes of this machine share it, and a killed process leaves it whole.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone

from reports.intake.unreachable import Unreachable

_TABLES = """
    CREATE TABLE IF NOT EXISTS key (day TEXT PRIMARY KEY, key BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS dead (digest BLOB PRIMARY KEY, day TEXT NOT NULL);
"""

_LOOK_AGAIN = 5  # seconds

_seen: tuple[str, float, list[bytes]] | None = None
"""The folder and the day of the keys that were read last, until when they count, and they."""


@contextmanager
def _file() -> Iterator[sqlite3.Connection]:
    """Raises Unreachable where the file cannot be read or written."""
    try:
        with _open_file() as connection:
            yield connection
    except (sqlite3.Error, OSError):
        raise Unreachable from None


@contextmanager
def _open_file() -> Iterator[sqlite3.Connection]:
    path = Path(settings.RUN_DIR) / "forms.sqlite3"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, timeout=20, isolation_level="IMMEDIATE")) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            connection.executescript(_TABLES)
        with connection:
            yield connection


def form_keys() -> list[bytes]:
    """Today's form key, made when it is first asked for, then yesterday's if there is one.

    A page needs them twice, and they change once a day: a process looks every few seconds.
    """
    global _seen  # noqa: PLW0603 the same for all threads
    place, now = f"{settings.RUN_DIR}/{timezone.localdate()}", time.monotonic()
    if _seen is None or _seen[0] != place or now > _seen[1]:
        try:
            _seen = (place, now + _LOOK_AGAIN, _read_keys())
        except Unreachable:
            if _seen is None or _seen[0] != place:
                raise
    return list(_seen[2])


def _read_keys() -> list[bytes]:
    today = timezone.localdate()
    with _file() as connection:
        found = _keys(connection, today)
        if not found or found[0][0] != today.isoformat():
            connection.execute(
                "INSERT OR IGNORE INTO key VALUES (?, ?)",
                (today.isoformat(), Fernet.generate_key()),
            )
            found = _keys(connection, today)
    return [key for _day, key in found]


def _keys(connection: sqlite3.Connection, today: date) -> list[tuple[str, bytes]]:
    yesterday = (today - timedelta(days=1)).isoformat()
    return connection.execute(
        "SELECT day, key FROM key WHERE day >= ? ORDER BY day DESC", (yesterday,)
    ).fetchall()


def kill(digest: bytes) -> None:
    """Remembers the digest of a form that is over."""
    with _file() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO dead VALUES (?, ?)",
            (digest, timezone.localdate().isoformat()),
        )


def is_dead(digest: bytes) -> bool:
    """Whether the form with this digest is over."""
    with _file() as connection:
        found = connection.execute("SELECT 1 FROM dead WHERE digest = ?", (digest,))
        return found.fetchone() is not None


def forget_old() -> None:
    """Deletes keys and dead forms from before yesterday."""
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    with _file() as connection:
        connection.execute("DELETE FROM key WHERE day < ?", (yesterday,))
        connection.execute("DELETE FROM dead WHERE day < ?", (yesterday,))
