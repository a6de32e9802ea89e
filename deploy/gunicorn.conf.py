"""gunicorn's settings, for the embedded start and the image alike."""

import contextlib
import os
import resource
import socket
import struct
from pathlib import Path
from typing import Any

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
# Threads wait for the database and for slow telephones; processes use the cores.
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
# A worker is replaced now and then, not all at the same time: a small leak stays small.
max_requests = 5000
max_requests_jitter = 500
# Heartbeats in memory, so that the file system may be read-only.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
# Nothing about who asked for what.
accesslog = None
errorlog = "-"
loglevel = "error"  # a warning quotes malformed requests with their address
# Seconds without one byte of what a browser has begun to send. A telephone that lost the network in
# the middle would hold a thread for ever.
silence = int(os.environ.get("WEB_SILENCE", "20"))
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")

# Inherited by every worker: no core file, since their memory holds tips and keys. Not by our own
# function: gunicorn reads this file before it finds our packages.
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def when_ready(server: Any) -> None:
    """Bounds the silence of every connection: on Linux they inherit it from their listener."""
    for listener in server.LISTENERS:
        patience = struct.pack("ll", silence, 0)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)


def post_worker_init(worker: Any) -> None:
    """Stops the start on a database that must not be served.

    In the worker and not before the fork: a pool of connections does not survive one. A database
    that does not answer yet is no reason to stay away: the hotline must show meanwhile.
    """
    from django.db import DatabaseError

    from portal.preparation import refuse_demonstration_people

    with contextlib.suppress(DatabaseError):
        refuse_demonstration_people()
