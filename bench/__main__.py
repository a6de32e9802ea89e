"""`make bench`: what pages and tips cost, as ratios in one run, against stated limits.

CPU time of the server's processes, not wall time: machines are noisy. The yardstick of a page is
the smallest WSGI application under the same server; that of a code and a tip is one Argon2id.
"""

import sys
import tempfile
from pathlib import Path

from bench import flood, inbox
from bench.cards import LIMIT as CARDS_LIMIT
from bench.cards import cards_a_second
from bench.measuring import each, get, hash_cost, hello_cost
from bench.parsing import parse_cost
from bench.search import LIMIT as SEARCH_LIMIT
from bench.search import slowest_search
from tests.live import LiveServer
from tests.live_people import LiveSender
from vault.receipts import new_code

_PAGES = 200  # requests of each kind
_CODES = 20


def main() -> int:
    """Prints the table. The exit status is 1 when a ratio is over its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        (Path(name) / "flood").mkdir()
        page, one_hash, parsing = hello_cost(folder), hash_cost(), parse_cost()
        searching = slowest_search(Path(name) / "search")
        cards = cards_a_second(Path(name) / "cards")
        with LiveServer(folder, WEB_WORKERS="1", RECEIPT_MEMORY_KIB="65536") as server:
            pid = server.process_id
            sender = LiveSender(server.url)
            code = sender.send("A story of some length, so that there is something to seal.")
            rows = [
                (title, each(pid, _PAGES, lambda p=path: get(server.url + p)) / page, limit)
                for title, path, limit in (
                    ("home page / smallest WSGI application", "/en/", 60.0),
                    ("law page / smallest WSGI application", "/en/law/lei-3-2017/", 60.0),
                    ("first page of the form / smallest WSGI application", "/en/report/", 16.0),
                )
            ]
            known = each(pid, _CODES, lambda: LiveSender(server.url).come_back(code))
            unknown = each(pid, _CODES, lambda: LiveSender(server.url).come_back(new_code()))
            tip = each(
                pid, _CODES, lambda: LiveSender(server.url).send("A story to be sealed and kept.")
            )
        flooded = flood.rows(Path(name) / "flood")
        listed = inbox.rows(Path(name) / "inbox")
    rows += [
        ("slowest search of 5,000 provisions / 50 ms", searching / SEARCH_LIMIT, 1.0),
        ("1,500 cards a second / cards that a search opens", CARDS_LIMIT / cards, 1.0),
        ("unknown code / known code", unknown / known, 1.25),
        ("known code / one Argon2id of 64 MiB", known / one_hash, 2.0),
        ("whole tip / one Argon2id of 64 MiB", tip / one_hash, 1.7),
        ("parsing 300 articles / one Argon2id of 64 MiB", parsing / one_hash, 4.0),
    ]
    rows += [*flooded, *listed]
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
