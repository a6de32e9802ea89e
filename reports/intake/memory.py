"""What the tip form remembers outside the page: today's and yesterday's keys, and dead forms.

In a Redis that all machines share when CACHE_URL names one, else in a file of this machine. It
holds no answer, no code and no address. It is not part of any backup: without its keys an old page
that somebody kept opens nothing. Every function raises Unreachable when it does not answer: a form
is then neither believed alive nor lost.
"""

import hashlib

from django.conf import settings

from reports.intake import memory_file, memory_redis
from reports.intake.unreachable import Unreachable

__all__ = ["Unreachable", "forget_old", "form_keys", "is_dead", "kill"]


def form_keys() -> list[bytes]:
    """Today's form key, made when it is first asked for, then yesterday's if there is one.

    When neither answers, those that this process saw last, so that a page can still hold
    what was sent.
    """
    return memory_redis.form_keys() if settings.CACHE_URL else memory_file.form_keys()


def kill(form_id: str) -> None:
    """Makes a form or a conversation dead: its pages show nothing any more."""
    digest = hashlib.sha256(form_id.encode()).digest()
    memory_redis.kill(digest) if settings.CACHE_URL else memory_file.kill(digest)


def is_dead(form_id: str) -> bool:
    """Whether somebody left this form or finished with it."""
    digest = hashlib.sha256(form_id.encode()).digest()
    return memory_redis.is_dead(digest) if settings.CACHE_URL else memory_file.is_dead(digest)


def forget_old() -> None:
    """Deletes keys and dead forms from before yesterday: no page can be that old."""
    if not settings.CACHE_URL:  # a Redis forgets by itself
        memory_file.forget_old()
