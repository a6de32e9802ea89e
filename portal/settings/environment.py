"""Typed reading of settings from the environment.

Every name can also be given as NAME_FILE, the path of a file that holds the value (as container
secrets are). A missing or malformed value stops the start with a sentence that says what to set.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
_HTTPS = 443
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_HOURS = 24
_CACHE_SECONDS = 0.5
_CACHE_ENTRIES = 50_000
_DATABASES = frozenset({"sqlite", "postgres", "postgresql"})


def _read(name: str) -> str | None:
    file = os.environ.get(f"{name}_FILE", "").strip()
    try:
        value = Path(file).read_text() if file else os.environ.get(name, "")
    except OSError:
        raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read.") from None
    return value.strip() or None


def text(name: str, default: str) -> str:
    """The value of NAME, or the default when it is unset or empty."""
    return _read(name) or default


def required(name: str, meaning: str) -> str:
    """The value of NAME. Raises ImproperlyConfigured with a sentence when it is missing."""
    value = _read(name)
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set {name}, or {name}_FILE to the path of a file: {meaning}"
        )
    return value


def secret(name: str, meaning: str, *, minimum: int = 32) -> str:
    """A secret of at least `minimum` characters. Raises ImproperlyConfigured, never showing it."""
    return _long_enough(name, required(name, meaning), minimum)


def optional_secret(name: str, *, minimum: int = 32) -> str:
    """As `secret`, or nothing at all when it is unset or empty."""
    value = _read(name)
    return "" if value is None else _long_enough(name, value, minimum)


def _long_enough(name: str, value: str, minimum: int) -> str:
    if len(value) < minimum:
        raise ImproperlyConfigured(f"{name} is too short: give at least {minimum} characters.")
    return value


def flag(name: str, default: bool) -> bool:
    """1/0, true/false, yes/no or on/off. Raises ImproperlyConfigured on anything else."""
    value = _read(name)
    if value is None:
        return default
    if value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise ImproperlyConfigured(f"{name} must be true or false.")


def whole_number(name: str, default: int, *, minimum: int = 0) -> int:
    """A whole number not under `minimum`. Raises ImproperlyConfigured on anything else."""
    value = _read(name)
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < minimum:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {minimum}.")
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The comma-separated values of NAME, without empty ones."""
    value = _read(name)
    return list(default) if value is None else [w.strip() for w in value.split(",") if w.strip()]


def path(name: str, default: Path) -> Path:
    """An absolute path."""
    value = _read(name)
    return (default if value is None else Path(value)).resolve()


def origin(address: str, name: str) -> str:
    """Scheme, host and port of an address, as browsers write an origin (RFC 6454, section 6.2).

    Raises ImproperlyConfigured, with the name of the setting, unless it begins with https://.
    """
    try:
        parts = urlsplit(address.lower())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "https" or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must begin with https:// and name a host.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"https://{host}" if port in {None, _HTTPS} else f"https://{host}:{port}"


def database(url: str) -> dict[str, Any]:
    """Django's settings for a database address. Raises ImproperlyConfigured when it is malformed.

    SQLite commits survive a power cut (synchronous FULL) and deleted rows are overwritten
    (secure_delete). PostgreSQL connections come from Django's own pool.
    """
    if url.partition(":")[0] not in _DATABASES:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite: or postgres:.")
    try:
        config: dict[str, Any] = dict(Env.db_url_config(url))
    except Exception:  # noqa: BLE001 the library raises several kinds, some with the password in the message
        raise ImproperlyConfigured("DATABASE_URL is malformed.") from None
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["CONN_MAX_AGE"] = 600  # seconds: opening the file for each page costs 2 ms
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            ),
        }
    else:
        # Seconds. The page for broken times must come before a visitor gives up.
        config["OPTIONS"] = {"pool": {"timeout": 3}, "connect_timeout": 3}
        config["CONN_HEALTH_CHECKS"] = True
    return config


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over, as Django's settings want it."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    """Begins in clear and goes on sealed (STARTTLS)."""
    ssl: bool = False
    """Sealed from the beginning (RFC 8314)."""


def mail_server(name: str) -> MailServer | None:
    """The mail server of NAME; None when unset. Raises ImproperlyConfigured, never showing it.

    smtp+tls: is STARTTLS, smtps: is sealed from the beginning, smtp: is not sealed and for a server
    on this machine.
    """
    value = _read(name)
    if value is None:
        return None
    scheme, _, rest = value.partition(":")
    if scheme not in _MAIL_PORTS:
        raise ImproperlyConfigured(f"{name} must begin with smtp+tls:, smtps: or smtp:.")
    try:
        said = Env.email_url_config(f"smtp:{rest}")
        host, port = said["EMAIL_HOST"], said["EMAIL_PORT"] or _MAIL_PORTS[scheme]
    except Exception:  # noqa: BLE001 some have the password in the message
        raise ImproperlyConfigured(f"{name} is malformed.") from None
    if not host:
        raise ImproperlyConfigured(f"{name} names no host.")
    return MailServer(
        host=host,
        port=port,
        user=said["EMAIL_HOST_USER"] or "",
        password=said["EMAIL_HOST_PASSWORD"] or "",
        tls=scheme == "smtp+tls",
        ssl=scheme == "smtps",
    )


def hours(name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """Hours of the day, with commas between them. Raises ImproperlyConfigured on anything else."""
    found = words(name)
    if not all(hour.isascii() and hour.isdigit() and int(hour) < _HOURS for hour in found):
        raise ImproperlyConfigured(f"{name} must be hours from 0 to 23, with commas between them.")
    return tuple(sorted({int(hour) for hour in found})) or default


def cache_address(name: str) -> str:
    """The address of a Redis, or nothing. Raises ImproperlyConfigured, never showing it."""
    value = _read(name) or ""
    if value and value.partition(":")[0] not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} must begin with redis:, rediss: or unix:.")
    return value


def caches(url: str) -> dict[str, dict[str, Any]]:
    """Django's settings: `default` is shared by all processes when there is a Redis.

    `local` is the memory of this process: what counts on when the Redis does not answer.
    """
    local = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "local",
        "OPTIONS": {"MAX_ENTRIES": _CACHE_ENTRIES},
    }
    if not url:
        return {"default": {**local, "LOCATION": "default"}, "local": local}
    redis = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "mahon",
        # No page waits longer for it.
        "OPTIONS": {"socket_connect_timeout": _CACHE_SECONDS, "socket_timeout": _CACHE_SECONDS},
    }
    return {"default": redis, "local": local}
