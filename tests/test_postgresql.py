"""Tips and accounts on PostgreSQL, the database of a real instance, with a server of their own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.settings import environment
from portal.settings.paths import BASE_DIR
from tests.accounts.trail_writers import another_database, assert_none_is_lost
from tests.live import free_port

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))

pytestmark = [
    pytest.mark.skipif(not _PROGRAMS, reason="PostgreSQL's programs are not installed"),
]


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A server on loopback in a folder of its own. It refuses to run as root."""
    programs = _PROGRAMS[-1].parent
    user = "nobody" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="mahon-pg-"))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    port, data = free_port(), folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(data), *arguments]
        subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    run("initdb", "--username=mahon", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "-o", options, "-l", str(folder / "log"), "-w", "start")
    yield f"postgres://mahon@127.0.0.1:{port}/postgres"
    run("pg_ctl", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


def test_the_tests_of_tips_and_accounts_pass_on_postgresql(database_url: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--numprocesses=0"),
            *("tests/reports", "tests/accounts", "-p", "no:cacheprovider"),
        ],
        env={**os.environ, "DATABASE_URL": database_url},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.django_db
def test_many_writers_of_the_audit_trail_at_once_lose_nothing(database_url: str) -> None:
    config = environment.database(database_url)
    del config["OPTIONS"]["pool"]  # smaller than the number of writers
    with another_database(config):
        assert_none_is_lost()
