"""What a server costs: CPU time of its processes, not wall time, since machines are noisy."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from portal.settings.paths import BASE_DIR
from tests.crowd import family_of
from tests.live import environment, free_port
from vault.stretch import Cost, stretch

COST = Cost(memory_kib=64 * 1024, rounds=1, lanes=1)
_TICK = os.sysconf("SC_CLK_TCK")
_HASHES = 20
_REQUESTS = 1000


def _cpu(root: int) -> float:
    """Seconds of CPU that a process and its descendants have used."""
    used = 0.0
    for pid in family_of(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        used += (int(fields[11]) + int(fields[12])) / _TICK
    return used


def each(root: int, times: int, work: Callable[[], object]) -> float:
    """Seconds of CPU that the server needs for one piece of work."""
    for _warm in range(5):
        work()
    before = _cpu(root)
    for _time in range(times):
        work()
    return (_cpu(root) - before) / times


def database_cpu() -> float:
    """Seconds of CPU of the PostgreSQL process that serves us, where it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    # In nanoseconds, where `stat` has hundredths of a second.
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def get(url: str) -> bytes:
    """What an address of ours answers."""
    with urlopen(url, timeout=30) as answer:  # noqa: S310 our own address
        return bytes(answer.read())


def hello_cost(folder: Path) -> float:
    """Seconds of CPU of a page of the smallest WSGI application under the same server."""
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "bench.hello:application"),
            *("--worker-class", "gthread", "--threads", "4", "--no-control-socket"),
            *("--bind", f"127.0.0.1:{port}"),
        ],
        env=environment(folder),
        cwd=BASE_DIR,
    )
    try:
        url = f"http://127.0.0.1:{port}/"
        for _try in range(100):
            try:
                get(url)
                break
            except OSError:
                time.sleep(0.1)
        return each(server.pid, _REQUESTS, lambda: get(url))
    finally:
        server.terminate()
        server.wait()


def hash_cost() -> float:
    """Seconds of CPU of one Argon2id of a receipt code at 64 MiB."""
    before = time.process_time()
    for number in range(_HASHES):
        stretch(str(number).encode(), salt=b"0123456789abcdef", cost=COST)
    return (time.process_time() - before) / _HASHES
