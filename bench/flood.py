"""Two hundred senders at once: what they take of memory, and what is left for readers."""

from pathlib import Path
from statistics import median

from bench.measuring import COST
from tests.crowd import Crowd, Reader, memory_of
from tests.live import LiveServer

_AT_ONCE = 200
_WORKERS = 2
_HASHES_AT_ONCE = 2  # in each worker, as the settings have it
_ROOM = 1.5  # of one hash in each worker: requests, pages and what the system rounds up

Row = tuple[str, float, float]


def rows(folder: Path) -> list[Row]:
    """Title, ratio and limit of each figure."""
    with LiveServer(
        folder,
        WEB_WORKERS=str(_WORKERS),
        WEB_THREADS="8",
        HASHES_AT_ONCE=str(_HASHES_AT_ONCE),
        RECEIPT_MEMORY_KIB=str(COST.memory_kib),
    ) as server:
        crowd = Crowd(server.url, _AT_ONCE)
        with Reader(server.url) as alone:
            alone.wait_for(20)
        before = memory_of(server.process_id)
        with Reader(server.url) as beside:
            codes = crowd.send()
        more = memory_of(server.process_id) - before
    failed = sum(status >= 500 for s in crowd.senders for status in s.statuses)  # noqa: PLR2004
    unread = sum(status != 200 for status in beside.browser.statuses)  # noqa: PLR2004
    print(f"{_AT_ONCE} at once: {crowd.presses} presses of Send until all had their code")
    print(f"{len(beside.seconds)} pages read meanwhile, the slowest in {max(beside.seconds):.2f} s")
    print(f"memory of the server: {before / 2**20:.0f} MiB before, {more / 2**20:.0f} MiB more\n")
    return [
        (f"codes of {_AT_ONCE} senders at once / senders, missing", _AT_ONCE - len(set(codes)), 0),
        ("answers of 500 and more to them", failed, 0),
        ("answers to a reader meanwhile that are no page", unread, 0),
        (
            "memory more while they send / one Argon2id of 64 MiB",
            more / (COST.memory_kib * 1024),
            _WORKERS * (_HASHES_AT_ONCE + _ROOM),
        ),
        (
            "half of a reader's pages came within, meanwhile / without senders",
            median(beside.seconds) / median(alone.seconds),
            5.0,
        ),
    ]
