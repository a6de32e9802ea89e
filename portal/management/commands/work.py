"""`manage.py work`"""

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from committee_pages.law import pdf
from home.shell import write_files
from portal.core_dumps import refuse_core_dumps
from reports.intake.memory import forget_old

_PAUSE = 60  # seconds between rounds


def publish_due_pages() -> None:
    """Publishes and withdraws the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


def forget_sessions() -> None:
    """Deletes the sessions that are over."""
    call_command("clearsessions", verbosity=0)


JOBS: tuple[Callable[[], None], ...] = (
    publish_due_pages,
    write_files,
    pdf.write_missing,
    forget_sessions,
    forget_old,
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
