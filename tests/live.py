"""A real server in a folder of its own, as `make run` starts it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from portal.settings.paths import BASE_DIR
from tests.prepared import once

_CHEAP = {
    "RECEIPT_MEMORY_KIB": "8192",
    "MEMBER_MEMORY_KIB": "8192",
    "MEMBER_ROUNDS": "1",
    # Posters bear it: with the port of each server in it, each would draw them all again.
    "PUBLIC_URL": "http://localhost:8000",
    "WEB_WORKERS": "2",
    "WEB_THREADS": "4",
    # Tests send at once and many times, all from one network.
    "QUICKEST_TIP": "0",
    "WAIT_FROM": "5000",
    "QUARANTINE_FROM": "5000",
    "TIPS_PER_NETWORK": "10000",
    "CODES_PER_NETWORK": "10000",
    "STEPS_PER_NETWORK": "100000",
}

_ONE_ROUND = "from portal.management.commands.work import run_jobs; run_jobs()"

# What a start of its own is needed for: it decides what the first start writes.
_OF_THE_FIRST_START = {"DEMONSTRATION", "RECEIPT_MEMORY_KIB"}


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a program that uses this folder."""
    base = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATA_DIR"}}
    return {**base, **_CHEAP, "DATA_DIR": str(folder), **more}


def run_manage(folder: Path, *arguments: str) -> str:
    """What a management command prints."""
    done = subprocess.run(
        [sys.executable, str(BASE_DIR / "manage.py"), *arguments],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
        cwd=BASE_DIR,
    )
    return done.stdout.strip()


def _prepared() -> Path:
    """An instance as its first start leaves it, made once for all processes of the tests.

    The worker has done its first round: it draws every poster and writes every law as PDF, which
    takes longer than most tests.
    """

    def prepare(folder: Path) -> None:
        run_manage(folder, "prepare")
        run_manage(folder, "shell", "--no-imports", "-c", _ONE_ROUND)

    return once("instance", prepare)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LiveServer:
    """`manage.py serve` on a free port, stopped when the block ends.

    A folder that is not there yet, or empty, begins as a copy of a prepared instance.
    """

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._environment = environment(folder, PORT=str(self.port), **more)
        self._log = folder.parent / f"{folder.name}.log"
        is_new = not folder.exists() or not any(folder.iterdir())
        if is_new and not _OF_THE_FIRST_START & more.keys():
            shutil.copytree(_prepared(), folder, dirs_exist_ok=True)

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(BASE_DIR / "manage.py"), "serve"],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=BASE_DIR,
                start_new_session=True,
            )
        deadline = time.monotonic() + 240
        while True:
            try:
                with urlopen(f"{self.url}/health/ready", timeout=5):  # noqa: S310 our own address
                    return self
            except URLError:
                assert self._process.poll() is None, self.log
                assert time.monotonic() < deadline, self.log
                time.sleep(0.2)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """SIGKILL to the server, its workers and the background worker at once."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def process_id(self) -> int:
        """Of the process that started all others."""
        return self._process.pid

    @property
    def log(self) -> str:
        """All that the server printed."""
        return self._log.read_text(errors="replace")
