"""The memory of the tip form in a Redis that keeps nothing on disk.

Everything in it has a lifetime, so that it forgets by itself.
"""

from datetime import timedelta
from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from reports.intake.unreachable import Unreachable

_LIFETIME = 2 * 24 * 60 * 60  # seconds: no page from before yesterday opens
_SECONDS = 0.5  # no page waits longer for it

_last_seen: list[bytes] = []


@cache
def _redis(url: str) -> Any:
    return Redis.from_url(url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS)


def _ask(command: str, *arguments: Any, **options: Any) -> Any:
    try:
        return getattr(_redis(settings.CACHE_URL), command)(*arguments, **options)
    except (RedisError, OSError):
        raise Unreachable from None


def form_keys() -> list[bytes]:
    """Today's form key, then yesterday's; the last ones that answered while nothing answers.

    Raises Unreachable when there are none.
    """
    try:
        _last_seen[:] = _keys()
    except Unreachable:
        if not _last_seen:
            raise
    return list(_last_seen)


def _keys() -> list[bytes]:
    today = timezone.localdate()
    names = [f"mahon:form-key:{day}" for day in (today, today - timedelta(days=1))]
    found = _ask("mget", names)
    if found[0] is None:
        _ask("set", names[0], Fernet.generate_key(), nx=True, ex=_LIFETIME)
        found = _ask("mget", names)
    return [key for key in found if key is not None]


def kill(digest: bytes) -> None:
    """Remembers the digest of a form that is over. Raises Unreachable."""
    _ask("set", f"mahon:dead:{digest.hex()}", 1, ex=_LIFETIME)


def is_dead(digest: bytes) -> bool:
    """Whether the form with this digest is over. Raises Unreachable."""
    return bool(_ask("exists", f"mahon:dead:{digest.hex()}"))
