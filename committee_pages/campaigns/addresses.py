"""Addresses for what leaves this site: paper, and messages that people send on."""

from urllib.parse import urlsplit

from django.conf import settings

_ONLY_HERE = {"localhost", "127.0.0.1", "::1"}


def public_base() -> str:
    """Where the public reaches this site, without a slash at the end; empty when nobody knows.

    A name that means "this machine" leads whoever reads a poster to their own telephone. Only the
    demonstration, which nobody hangs up, takes it.
    """
    base = str(getattr(settings, "PUBLIC_URL", "") or "").rstrip("/")
    try:
        host = urlsplit(base).hostname
    except ValueError:
        return ""
    if not host or (host in _ONLY_HERE and not settings.DEMONSTRATION):
        return ""
    return base


def report_form(language: str) -> str:
    """The full address of the report form in a language; empty without a public address."""
    base = public_base()
    return f"{base}/{language}/report/" if base else ""
