"""How much one network may send, in windows of five minutes.

Counters are named by a HMAC of the network under a random key that is made on demand, lies in the
cache alone and is forgotten after a day: without it nobody can try all networks of the world
against the names. No address is kept, logged or shown.

Who is over a budget waits for the next window with a ticket. Those who waited have as much again
for themselves, so that a flood from the same network does not take every place before them.
"""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from ipaddress import ip_network

from django.conf import settings
from django.core.cache import BaseCache
from django.http import HttpRequest

from accounts.networks import network_of
from reports.intake import counters
from reports.intake.tickets import Hold, Wait, ticket_of

WINDOW = 5 * 60  # seconds
_KEY_LIFETIME = 24 * 60 * 60  # seconds
_WIDER_BITS = 48
_WIDER_SHARE = 5
_SPREAD = 15  # seconds over which those who waited come back


@dataclass(frozen=True)
class Budget:
    """Something that a network has only so much of. `unit` is one of NETWORK_BUDGETS."""

    unit: str
    scale: int = 1

    @property
    def most(self) -> int:
        """In one window."""
        return int(settings.NETWORK_BUDGETS[self.unit]) * self.scale


TIPS = Budget("tips")
"""Each press of Send: one costly hash."""
CODES = Budget("codes")
"""Each code that is typed: one or two costly hashes. Guessing is hopeless at any rate."""
STEPS = Budget("steps")
"""Each press of any other button: some milliseconds."""
BYTES = Budget("megabytes", 1024 * 1024)
"""What is uploaded."""


def take(request: HttpRequest, budget: Budget, amount: int = 1) -> None:
    """Takes from the budget of the network that this request comes from. Raises Hold.

    What is over the budget is not taken: whoever goes on pressing uses up nothing.
    """
    taken = []
    for name, most in _counters(request, budget):
        taken.append(name)
        if counters.add(name, amount, lifetime=2 * WINDOW) > most:
            for counted in taken:
                counters.add(counted, -amount, lifetime=2 * WINDOW)
            raise Hold(Wait.BUDGET, _until_next_window())


def give_back(request: HttpRequest, budget: Budget, amount: int = 1) -> None:
    """What was taken was not used after all."""
    for name, _most in _counters(request, budget):
        counters.add(name, -amount, lifetime=2 * WINDOW)


def take_bytes(request: HttpRequest, amount: int) -> None:
    """For an upload, as it comes in or before. Raises Hold."""
    take(request, BYTES, amount)


def _until_next_window() -> int:
    return WINDOW - int(time.time()) % WINDOW + secrets.randbelow(_SPREAD)


def _counters(request: HttpRequest, budget: Budget) -> list[tuple[str, int]]:
    """The names of the counters that this request counts in, and the most of each."""
    turn = "waited" if Wait.BUDGET in ticket_of(request).waited else "first"
    window = int(time.time()) // WINDOW
    key = _key()
    return [
        (
            f"budget:{budget.unit}:{turn}:{window}:"
            + hmac.digest(key, network.encode(), hashlib.sha256).hex()[:32],
            budget.most * share,
        )
        for network, share in _networks(request)
    ]


def _networks(request: HttpRequest) -> list[tuple[str, int]]:
    """The network of the client with one share, and with more a wider one around it in IPv6.

    There one telephone has a /64 for itself, and whoever rents a server has 65,536 of them.
    """
    network = network_of(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        proxies=settings.TRUSTED_PROXIES,
    )
    if ":" not in network:
        return [(network, 1)]
    wider = ip_network(network).supernet(new_prefix=_WIDER_BITS)
    return [(network, 1), (str(wider), _WIDER_SHARE)]


def _key() -> bytes:
    """The key of the day, the same for all processes that share a cache."""

    def shared(cache: BaseCache) -> bytes:
        key: bytes | None = cache.get("budget-key")
        if key is None:
            cache.add("budget-key", secrets.token_bytes(32), _KEY_LIFETIME)
            key = cache.get("budget-key")
        # None only where the cache forgets at once: then every request is a network of its own,
        # and the bounds of the whole site hold alone.
        return key or secrets.token_bytes(32)

    return counters.ask(shared)
