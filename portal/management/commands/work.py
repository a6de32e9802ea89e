"""`manage.py work`"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from committee_pages.campaigns import posters
from committee_pages.law import pdf, search
from home.media.publishing import publish_media
from home.shell import write_files
from portal.core_dumps import refuse_core_dumps
from reports.deadlines import write_deadlines
from reports.ending import delete_withdrawn
from reports.inbox.notices.rounds import give_notice
from reports.inbox.search.running import forget_stops
from reports.intake.memory import forget_old
from reports.models.bulk_undo import forget_undos
from reports.question_file import write_questions
from reports.sealed_files import forget_orphans
from reports.thresholds import write_thresholds

_PAUSE = 60  # seconds between rounds
_HOUR = 3600  # seconds


def publish_due_pages() -> None:
    """Publishes and withdraws the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


def forget_sessions() -> None:
    """Deletes the sessions that are over."""
    call_command("clearsessions", verbosity=0)


def hourly(job: Callable[[], None]) -> Callable[[], None]:
    """The job at the first round, then once an hour at most: an object store bills each look."""
    due = 0.0

    @wraps(job)
    def when_due() -> None:
        nonlocal due
        if time.monotonic() >= due:
            job()
            due = time.monotonic() + _HOUR

    return when_due


def daily(job: Callable[[], None]) -> Callable[[], None]:
    """The job at the first round, then at the first of each day where the portal is."""
    done: date | None = None

    @wraps(job)
    def when_due() -> None:
        nonlocal done
        today = timezone.localdate()
        if done != today:
            job()
            done = today

    return when_due


JOBS: tuple[Callable[[], None], ...] = (
    publish_due_pages,
    write_files,
    publish_media,
    write_questions,
    write_thresholds,
    write_deadlines,
    give_notice,
    pdf.write_missing,
    posters.write_missing,
    forget_sessions,
    forget_old,
    delete_withdrawn,
    forget_stops,
    forget_undos,
    hourly(forget_orphans),
    daily(search.follow_the_day),
)


def run_jobs() -> None:
    """One round. A job that fails is logged and tried again in the next."""
    for job in JOBS:
        close_old_connections()
        try:
            job()
        except Exception:
            logging.getLogger(f"{__name__}.{job.__name__}").exception("failed")


class Command(BaseCommand):
    help = "Does what is due, every minute, until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_core_dumps()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            run_jobs()
            stop.wait(_PAUSE)
