"""What the first page of each standing view costs among very many tips, and among a thousand.

CPU of this process and of the database. `BENCH_TIPS` says how many are very many (1,000,000): to
seal that many takes most of an hour for each database. `python -m bench.inbox` measures the
database of DATABASE_URL, by default a new SQLite file.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.measuring import database_cpu
from portal.settings.paths import BASE_DIR
from tests.live import environment
from tests.postgresql import PROGRAMS, throw_away_server

_FEW = 1_000
_LIMIT = 1.3
_ROWS = 25  # of the page that a member is shown; every view has so many among the few, too
_TIMES = 30

Row = tuple[str, float, float]


def rows(folder: Path) -> list[Row]:
    """Title, ratio and limit of the slowest view, for each database there is."""
    found = [_of("SQLite", folder / "sqlite")]
    if PROGRAMS:
        with throw_away_server() as url:
            found.append(_of("PostgreSQL", folder / "postgresql", DATABASE_URL=url))
    return found


def _of(database: str, folder: Path, **more: str) -> Row:
    folder.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.inbox"],
        env=environment(folder, **more),
        cwd=BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    *told, last = done.stdout.strip().split("\n")
    print(f"{database}:", *told, "", sep="\n")
    said = json.loads(last)
    title = f"slowest view of {said['many']} tips / the same of {_FEW}, {database}"
    return title, said["ratio"], _LIMIT


def _each(work: Callable[[], object]) -> float:
    """Seconds of CPU of one piece of work: the median, since machines are noisy."""
    costs = []
    for _time in range(_TIMES):
        before = time.process_time() + database_cpu()
        work()
        costs.append(time.process_time() + database_cpu() - before)
    return median(costs)


def _measure() -> dict[str, float]:
    """The cost of each view's page, and of the query that counts."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from reports.inbox.filters import Desk
    from reports.inbox.listing.counts import count_views
    from reports.inbox.listing.page import tips
    from reports.inbox.listing.standing import STANDING
    from reports.models import Report
    from tests.member import unlocked

    member = unlocked("triage")

    def page(slug: str) -> Any:
        request = RequestFactory().get("/staff/inbox/", {"view": slug})
        request.user = AnonymousUser()
        request.unlocked = type(member)(member.user, member.identity)  # type: ignore[attr-defined]
        return tips(request)

    costs = {}
    for slug in STANDING:
        assert page(slug).content.count(b'name="tip"') == _ROWS, slug
        costs[slug] = _each(lambda slug=slug: page(slug))
    visible, desk = Report.objects.visible_to(member), Desk.of(member, {})
    costs["numbers of all views"] = _each(lambda: count_views(visible, desk))
    return costs


def _fill_small_views() -> None:
    """Among a thousand tips few are in danger or in quarantine: a page of each has to be full."""
    from reports.models import Report

    for fields in ({"danger_now": True}, {"quarantined": True}, {"unread": True}):
        read = Report.objects.in_the_inbox().open().exclude(acknowledged_on=None)
        for tip in read.filter(unread=False, danger_now=False).order_by("reference")[:_ROWS]:
            tip.change(**fields)


def _seed(number: int) -> None:
    from accounts.models import User
    from reports.seeding import seed_tips

    begun = time.monotonic()
    people = User.objects.filter(username__in=["triage", "lead"]).values_list("pk", flat=True)
    for _batch in seed_tips(number, members=tuple(people), processes=os.cpu_count() or 1):
        pass
    took = time.monotonic() - begun
    print(f"{number} tips sealed in {took:.0f} s: {took / number * 1000:.2f} s per 1,000")


def _settle() -> None:
    """What a database does by itself after a while."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def main() -> None:
    """Prints a line for each view, and last the slowest ratio as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.embedded")
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.demonstration import load_people
    from portal.preparation import collect_static

    many = int(os.environ.get("BENCH_TIPS", "1000000"))
    collect_static()
    call_command("migrate", interactive=False, verbosity=0)
    load_people()
    _seed(_FEW)
    _fill_small_views()
    _settle()
    few = _measure()
    _seed(many - _FEW)
    _settle()
    among_many = _measure()
    ratios = {slug: among_many[slug] / few[slug] for slug in few}
    for slug, ratio in ratios.items():
        costs = f"{few[slug] * 1000:7.2f} ms {among_many[slug] * 1000:7.2f} ms"
        print(f"{costs} {ratio:6.2f}  {slug}")
    del ratios["numbers of all views"]  # part of every page, and told beside them
    print(json.dumps({"many": many, "ratio": max(ratios.values())}))


if __name__ == "__main__":
    main()
