"""A stand-in on loopback for the address at which Google checks a solved box."""

import http.server
import threading
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs


class Google:
    """Answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = b'{"success": true}'
        self.status = 200
        self.late = threading.Event()
        """Cleared: it keeps whoever asks waiting until it is set."""
        self.late.set()
        self.asked: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False  # so that closing waits for those that still answer
        self.url = f"http://127.0.0.1:{self._server.server_port}/siteverify"

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        google = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                google.asked.append(parse_qs(body, keep_blank_values=True))
                google.headers.append(dict(self.headers))
                google.late.wait(20)
                try:
                    self.send_response(google.status)
                    self.end_headers()
                    self.wfile.write(google.answer)
                except OSError:
                    return  # whoever asked has hung up

            def log_message(self, *_args: Any) -> None:
                """Says nothing."""

        return Handler

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        self.late.set()
        self._server.shutdown()
        self._server.server_close()
