"""Tips, accounts, the law and search on PostgreSQL, as a real instance runs, on its own server.

`tests.on_postgresql` says which tests that are, and why.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import ProgrammingError, connection

from portal.settings import environment
from portal.settings.paths import BASE_DIR
from tests.accounts.trail_writers import (
    another_database,
    assert_none_is_lost,
    connected,
    in_thread,
)
from tests.postgresql import PROGRAMS, throw_away_server

pytestmark = [
    pytest.mark.skipif(not PROGRAMS, reason="PostgreSQL's programs are not installed"),
]


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A server of its own for this module."""
    with throw_away_server() as url:
        yield url


def test_the_tests_of_tips_accounts_law_and_search_pass_on_postgresql(database_url: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--numprocesses=0"),
            *("-p", "tests.on_postgresql", "tests/accounts", "tests/committee_pages"),
            *("tests/home", "tests/reports"),
            *("-p", "no:cacheprovider"),
        ],
        env={**os.environ, "DATABASE_URL": database_url},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture
def trail_config(database_url: str) -> dict[str, Any]:
    config = environment.database(database_url)
    del config["OPTIONS"]["pool"]  # smaller than the number of writers
    return config


@pytest.mark.django_db
def test_many_writers_of_the_audit_trail_at_once_lose_nothing(trail_config: dict[str, Any]) -> None:
    with another_database(trail_config):
        assert_none_is_lost()


_RIGHTS = """
CREATE ROLE program LOGIN;
GRANT SELECT, INSERT ON accounts_auditevent TO program;
GRANT SELECT, INSERT, UPDATE ON accounts_audithead TO program;
"""


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_program_needs_no_right_to_change_the_audit_trail(trail_config: dict[str, Any]) -> None:
    with another_database(trail_config):
        in_thread(partial(_sql, _RIGHTS))
        with connected({**trail_config, "USER": "program"}):
            assert_none_is_lost()
            for statement in (
                "UPDATE accounts_auditevent SET actor = 'x'",
                "DELETE FROM accounts_auditevent",
                "TRUNCATE accounts_auditevent",
            ):
                with pytest.raises(ProgrammingError, match="permission denied"):
                    in_thread(partial(_sql, statement))
