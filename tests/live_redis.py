"""A real Redis on loopback that keeps nothing on disk, as operators are told to run it."""

import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError

from tests.live import free_port

PROGRAM = shutil.which("redis-server")
MISSING = "redis-server is not installed: what several machines share is not tested"


class LiveRedis:
    """`redis-server` on a free port, stopped when the block ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Starts it, empty, at its port."""
        assert PROGRAM
        self._process = subprocess.Popen(
            [
                *(PROGRAM, "--port", str(self.port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no", "--dir", str(self.folder)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except RedisError:
            return False

    def client(self) -> Redis:
        """To look into it."""
        return Redis(port=self.port, socket_timeout=5)

    def stop(self) -> None:
        """Ends it; what it held is gone."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(30)
