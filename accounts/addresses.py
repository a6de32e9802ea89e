"""Addresses under /staff/ that sign-in leads to, and which of them a link may name."""

from posixpath import normpath
from urllib.parse import unquote, urlsplit

START = "/staff/"
CONFIRM = "/staff/confirm/"
_LONGEST = 500  # characters


def _is_staff_path(address: str) -> bool:
    """Whether this is the path of a page under /staff/ on this site and nothing else.

    Browsers drop line breaks, read a backslash as a slash and go up at `..` and at `%2e%2e`.
    """
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable():
        return False
    path = unquote(urlsplit(address).path) if address.startswith(START) else ""
    plain = "\\" not in path and normpath(path) == path.rstrip("/")
    return path.startswith(START) and plain


def page_to_return_to(address: str) -> str:
    """The address when it is one under /staff/, else where everybody starts."""
    allowed = _is_staff_path(address) and urlsplit(address).path != CONFIRM
    return address if allowed else START
