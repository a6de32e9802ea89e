"""`make bench`: what pages and tips cost, as ratios in one run, against stated limits.

CPU time of the server's processes, not wall time: machines are noisy. The yardstick of a page is
the smallest WSGI application under the same server; that of a code and a tip is one Argon2id.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings

from committee_pages.law.parsing.reader import read_text
from portal.settings.paths import BASE_DIR
from tests.live import LiveServer, environment, free_port
from tests.live_people import LiveSender
from vault.receipts import new_code
from vault.stretch import Cost, stretch

_PAGES = 200  # requests of each kind
_CODES = 20
_TICK = os.sysconf("SC_CLK_TCK")
_COST = Cost(memory_kib=64 * 1024, rounds=1, lanes=1)


def _cpu(root: int) -> float:
    """Seconds of CPU that a process and its descendants have used."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = (int(fields[11]) + int(fields[12])) / _TICK
    family = {root}
    for _generation in range(5):
        family |= {pid for pid, parent in parents.items() if parent in family}
    return sum(used.get(pid, 0.0) for pid in family)


def _each(root: int, times: int, work: Callable[[], object]) -> float:
    """Seconds of CPU that the server needs for one piece of work."""
    for _warm in range(5):
        work()
    before = _cpu(root)
    for _time in range(times):
        work()
    return (_cpu(root) - before) / times


def _get(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:  # noqa: S310 our own address
        return bytes(answer.read())


def _hello_cost(folder: Path) -> float:
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
                _get(url)
                break
            except OSError:
                time.sleep(0.1)
        return _each(server.pid, _PAGES * 5, lambda: _get(url))
    finally:
        server.terminate()
        server.wait()


def _hash_cost() -> float:
    before = time.process_time()
    for number in range(_CODES):
        stretch(str(number).encode(), salt=b"0123456789abcdef", cost=_COST)
    return (time.process_time() - before) / _CODES


def _parse_cost() -> float:
    """Seconds of CPU to read an act of 300 articles with numbers and letters."""
    settings.configure(USE_I18N=False)
    words = "Quem soprar uma nuvem por meio de ameaça, rapto, fraude ou de outra tempestade, "
    text = "".join(
        f"Artigo {number}.º\n(Nuvem {number})\n1. {words}\na) {words};\nb) {words}.\n2. {words}.\n"
        for number in range(1, 301)
    )
    before = time.process_time()
    for _time in range(5):
        assert len(read_text(text).nodes) == 300  # noqa: PLR2004 the articles
    return (time.process_time() - before) / 5


def main() -> int:
    """Prints the table. The exit status is 1 when a ratio is over its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        page, one_hash, parsing = _hello_cost(folder), _hash_cost(), _parse_cost()
        with LiveServer(folder, WEB_WORKERS="1", RECEIPT_MEMORY_KIB="65536") as server:
            pid = server.process_id
            sender = LiveSender(server.url)
            code = sender.send("A story of some length, so that there is something to seal.")
            rows = [
                (title, _each(pid, _PAGES, lambda p=path: _get(server.url + p)) / page, limit)
                for title, path, limit in (
                    ("home page / smallest WSGI application", "/en/", 60.0),
                    ("law page / smallest WSGI application", "/en/law/lei-3-2017/", 60.0),
                    ("first page of the form / smallest WSGI application", "/en/report/", 16.0),
                )
            ]
            known = _each(pid, _CODES, lambda: LiveSender(server.url).come_back(code))
            unknown = _each(pid, _CODES, lambda: LiveSender(server.url).come_back(new_code()))
            tip = _each(
                pid, _CODES, lambda: LiveSender(server.url).send("A story to be sealed and kept.")
            )
    rows += [
        ("unknown code / known code", unknown / known, 1.25),
        ("known code / one Argon2id of 64 MiB", known / one_hash, 2.0),
        ("whole tip / one Argon2id of 64 MiB", tip / one_hash, 3.0),
        ("parsing 300 articles / one Argon2id of 64 MiB", parsing / one_hash, 4.0),
    ]
    print(
        f"smallest WSGI application: {page * 1000:.2f} ms; one Argon2id: {one_hash * 1000:.0f} ms"
    )
    print(f"whole tip: {tip * 1000:.0f} ms of CPU; 300 articles: {parsing * 1000:.0f} ms\n")
    print(f"{'ratio':>7}  {'limit':>6}  what")
    for title, ratio, limit in rows:
        print(f"{ratio:7.2f}  {limit:6.2f}  {title}{'' if ratio <= limit else '  OVER'}")
    return int(any(ratio > limit for _title, ratio, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
