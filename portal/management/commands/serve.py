"""`manage.py serve`"""

import os
import signal
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from gunicorn.app.wsgiapp import WSGIApplication

from accounts.demonstration import PASSWORD, PEOPLE
from portal.core_dumps import refuse_core_dumps
from portal.preparation import collect_static, prepare_database
from portal.settings.paths import BASE_DIR, DATA_DIR


class Command(BaseCommand):
    help = "Prepares an embedded instance and serves it on loopback, with its worker beside it."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_core_dumps()
        collect_static()  # first: the page for broken times names the stylesheet
        prepare_database()
        self._say()
        _close_connections()
        # Both are forked from here: loading everything again would double the wait.
        this, worker = os.getpid(), os.fork()
        if worker == 0:
            call_command("work")
            os._exit(0)
        sys.argv = [
            "gunicorn",
            *("--config", str(BASE_DIR / "deploy" / "gunicorn.conf.py")),
            *("--bind", f"127.0.0.1:{settings.PORT}"),
            "portal.wsgi",
        ]
        try:
            WSGIApplication().run()
        finally:
            if os.getpid() == this:  # the server's own children pass here, too, when they end
                os.kill(worker, signal.SIGTERM)
                os.waitpid(worker, 0)

    def _say(self) -> None:
        base = f"http://localhost:{settings.PORT}"
        lines = [f"The portal:  {base}/", f"For staff:   {base}/staff/"]
        if settings.DEMONSTRATION:
            lines += [
                "",
                f"This is a demonstration. Sign in with the password {PASSWORD} as:",
                *(
                    f"  {p.username:<8} its one-time code: "
                    f".venv/bin/python manage.py demo_code {p.username}"
                    for p in PEOPLE
                ),
            ]
        lines += ["", f"Data lies in {DATA_DIR}. Stop with Ctrl+C.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _close_connections() -> None:
    """Before forking: what shares a connection, or a pool whose threads are gone, hangs."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
