"""The smallest WSGI application: the yardstick of a page's cost."""

from collections.abc import Callable


def application(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
    """Says hello."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]
