"""How many cards a search opens in a second of CPU, and how many tips' words.

`python -m bench.cards` measures the database of DATABASE_URL, by default a new SQLite file.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from portal.settings.paths import BASE_DIR
from tests.live import environment

LIMIT = 1_500
"""Cards in a second, at least, on one core."""
_CARDS = 6_000
_WITH_WORDS = 1_500


def cards_a_second(folder: Path) -> float:
    """Cards in a second of CPU, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.cards"],
        env=environment(folder),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    print(done.stdout)
    return float(done.stdout.split()[-1])


def _request() -> Any:
    """A search of the triage member, as her browser would send it."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from tests.member import unlocked

    request: Any = RequestFactory().post("/staff/inbox/search/")
    request.unlocked = unlocked("triage")
    request.user = request.unlocked.user
    request.session = SessionStore()
    request.session.create()
    return request


def _speed(number: int, **fields: str) -> float:
    """Tips in a second of CPU of this process and of the database's."""
    from bench.measuring import database_cpu
    from reports.inbox.filters import Desk
    from reports.inbox.listing.asked import Asked
    from reports.inbox.search.forms import SearchForm
    from reports.inbox.search.page import begin

    before = time.process_time() + database_cpu()
    request = _request()
    asked = Asked.from_query(request.GET, Desk.of(request.unlocked))
    form = SearchForm(fields, desk=asked.chosen.desk)
    assert form.is_valid()
    page = "".join(begin(request, form, asked).pieces())
    spent = time.process_time() + database_cpu() - before
    assert f"{number:,} of {number:,} tips looked at, 0 found." in page, page[-800:]
    return number / spent


def main() -> None:
    """Prints a line for each kind of search, and last the number for cards alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.embedded")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    from accounts.demonstration import load_people
    from tests.many_tips import seal_tips

    call_command("migrate", interactive=False, verbosity=0)
    load_people()
    translation.activate("en")
    seal_tips(_WITH_WORDS)
    with_words = _speed(_WITH_WORDS, words="nowhere")
    seal_tips(_CARDS - _WITH_WORDS)
    cards = _speed(_CARDS, kind="organ")
    print(f"words: the text of {with_words:.0f} tips opened and searched in a second of CPU")
    print(f"cards opened and compared in a second of CPU: {cards:.0f}")


if __name__ == "__main__":
    main()
