"""`manage.py serve`"""

import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.demonstration import PASSWORD, PEOPLE
from portal.preparation import collect_static, prepare_database
from portal.settings.paths import BASE_DIR, DATA_DIR


class Command(BaseCommand):
    help = "Prepares an embedded instance and serves it on loopback, with its worker beside it."

    def handle(self, *args: Any, **options: Any) -> None:
        collect_static()  # first: the page for broken times names the stylesheet
        prepare_database()
        self._say()
        manage = [sys.executable, str(BASE_DIR / "manage.py")]
        server = subprocess.Popen(  # noqa: S603 our own program
            [
                *(sys.executable, "-m", "gunicorn"),
                *("--config", str(BASE_DIR / "deploy" / "gunicorn.conf.py")),
                *("--bind", f"127.0.0.1:{settings.PORT}"),
                "portal.wsgi",
            ],
            cwd=BASE_DIR,
        )
        worker = subprocess.Popen([*manage, "work"], cwd=BASE_DIR)  # noqa: S603
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.terminate())
        status = server.wait()
        worker.terminate()
        worker.wait()
        if status:
            sys.exit(status)

    def _say(self) -> None:
        base = f"http://localhost:{settings.PORT}"
        lines = [f"The portal:  {base}/", f"For staff:   {base}/staff/"]
        if settings.DEMONSTRATION:
            lines += [
                "",
                f"This is a demonstration. Sign in under /staff/ with the password {PASSWORD} as:",
                *(
                    f"  {p.username:<8} its one-time code: "
                    f".venv/bin/python manage.py demo_code {p.username}"
                    for p in PEOPLE
                ),
            ]
        lines += ["", f"Data lies in {os.fspath(DATA_DIR)}. Stop with Ctrl+C.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
