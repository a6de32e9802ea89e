"""What takes long to make, made once for all processes of a test run, which copy it."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from portal.settings.paths import BASE_DIR

_FOLDER = "MAHON_TEST_RUN"


def make_folder() -> None:
    """For the process that starts the others: they find the folder in their environment."""
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="mahon-run-")


def remove_folder() -> None:
    """For the process that made it."""
    shutil.rmtree(os.environ.pop(_FOLDER))


def once(name: str, make: Callable[[Path], None]) -> Path:
    """What the first process that asks makes under this name; the others wait for it."""
    folder = Path(os.environ[_FOLDER])
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / name).exists():
            make(folder / f"{name}.half")
            (folder / f"{name}.half").rename(folder / name)
    return folder / name


@contextmanager
def copied_into_memory(name: str) -> Iterator[None]:
    """The database of the tests in this process's memory, for as long as the block lasts."""
    with closing(sqlite3.connect(name, uri=True)) as memory:
        with closing(sqlite3.connect(once("tests.sqlite3", _make_database))) as file:
            file.backup(memory)
        yield


def _make_database(path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.first_load"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": f"sqlite:///{path}",
        },
        cwd=BASE_DIR,
        check=True,
    )
