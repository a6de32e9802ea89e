"""Counters that are shared by all processes when there is a Redis, and never kept.

While the Redis does not answer each process counts by itself: nobody is shut out for it, and
nothing runs unbounded.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import BaseCache, caches
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
_T = TypeVar("_T")

_REST = 5  # seconds before a Redis that did not answer is asked again

_silent_until = 0.0


def ask(question: Callable[[BaseCache], _T]) -> _T:
    """What the shared cache answers, or that of this process while the shared one is silent."""
    global _silent_until  # noqa: PLW0603 one word for the whole process
    if time.monotonic() >= _silent_until:
        try:
            return question(caches["default"])
        except (RedisError, OSError):
            _silent_until = time.monotonic() + _REST
            logger.warning("The cache does not answer: each process counts by itself.")
    return question(caches["local"])


def add(name: str, amount: int, *, lifetime: int) -> int:
    """Adds to a counter, which is forgotten `lifetime` seconds after its first use. The sum."""

    def count(cache: BaseCache) -> int:
        cache.add(name, 0, lifetime)
        try:
            return cache.incr(name, amount)
        except ValueError:  # its time ran out in between
            cache.set(name, amount, lifetime)
            return amount

    return ask(count)


def first_time(name: str, *, lifetime: int) -> bool:
    """Whether nobody asked this with this name in the last `lifetime` seconds."""
    return ask(lambda cache: cache.add(name, 1, lifetime))


def values(*names: str) -> list[int]:
    """The sums of counters, 0 for those that do not exist."""
    found = ask(lambda cache: cache.get_many(names))
    return [found.get(name, 0) for name in names]
