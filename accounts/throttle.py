"""How often something may be tried. A try is counted before it is looked at.

Counters are named by marks under the member pepper: what was typed and where it came from cannot be
read from them (docs/decisions/0013-own-throttle.md).
"""

import time
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, Q, Value, When

from accounts.keys import pepper_mark
from accounts.models import Tries

KEPT_FOR = 24 * 60 * 60  # seconds


class TooManyTries(Exception):
    """There is no try left; `wait` says for how many seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait


@dataclass(frozen=True)
class Limit:
    """So many tries in so many seconds from the first of them on.

    Raises ValueError when that is longer than counters are kept.
    """

    name: str
    most: int
    seconds: int = 15 * 60

    def __post_init__(self) -> None:
        if self.seconds > KEPT_FOR:
            raise ValueError("counters are deleted before that")

    def key(self, *parts: bytes) -> bytes:
        """The name of the counter of these parts."""
        return pepper_mark(f"tries {self.name}", *parts)


PER_ACCOUNT = Limit("account", 10)
PER_NETWORK = Limit("network", 100)
PER_DEVICE = Limit("device", 10)
PER_FACTOR = Limit("factor", 5)
PER_PASSKEY = Limit("passkey", 5)
PER_PASSWORD = Limit("present password", 5)
PER_EVENT = Limit("event", 10)
PER_QUESTION = Limit("passkey question", 60)
ONCE = Limit("once", 1)


@dataclass(frozen=True)
class Try:
    """A try that was counted."""

    keys: tuple[bytes, ...]

    def give_back(self) -> None:
        """It turned out to be right: such are not counted."""
        Tries.objects.filter(key__in=self.keys, count__gt=0).update(count=F("count") - 1)


def take(limit: Limit, *parts: bytes) -> Try:
    """Counts one try. Raises TooManyTries."""
    key = limit.key(*parts)
    while not _count(key, limit):
        full = Tries.objects.filter(key=key).values_list("since", flat=True).first()
        # Without a row it was deleted as old this very moment: once more.
        if full is not None:
            raise TooManyTries(max(1, full + limit.seconds - _now()))
    return Try((key,))


def take_sign_in(*, username: str, network: str, device: bytes | None) -> Try:
    """Counts one password. Raises TooManyTries.

    A device that this person has signed in from before has a counter of its own: whoever uses up
    those of the account and of the network keeps nobody out of it.
    """
    if device is not None:
        return take(PER_DEVICE, device)
    # The network first: one that is used up takes nothing from any account.
    in_network = take(PER_NETWORK, network.encode())
    for_account = take(PER_ACCOUNT, username.encode())
    return Try(in_network.keys + for_account.keys)


def _count(key: bytes, limit: Limit) -> bool:
    """Whether a try was left. One UPDATE decides, also between requests at the same time."""
    now = _now()
    Tries.objects.bulk_create([Tries(key=key, since=now)], ignore_conflicts=True)
    over = Q(since__lte=now - limit.seconds)
    return bool(
        Tries.objects.filter(over | Q(count__lt=limit.most), key=key).update(
            count=Case(When(over, then=Value(1)), default=F("count") + 1),
            since=Case(
                When(over, then=Value(now)), default=F("since"), output_field=BigIntegerField()
            ),
        )
    )


def _now() -> int:
    return int(time.time())
