"""The one slow step of a receipt code, a few at a time.

HASHES_AT_ONCE run in each process, HASHES_WAITING and one who is in danger may wait a moment for
their turn. All others are asked at once to press again: a thread that waits serves no reader.
"""

import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings

from reports.intake.tickets import Hold, Wait
from vault.receipts import Generation, SenderKeys, sender_keys
from vault.stretch import Cost

_MOMENT = 3.0  # seconds that somebody waits for a turn
_SHORTEST_WAIT = 4  # seconds until one presses again; it grows with each turn
_LONGEST_WAIT = 30
_PATIENT = 2  # turns after which one may take the place kept for danger

# Each takes RECEIPT_COST's memory while it runs: without a bound, many at once would exhaust it.
_turn = threading.BoundedSemaphore(settings.HASHES_AT_ONCE)
_waiting = threading.BoundedSemaphore(settings.HASHES_AT_ONCE + settings.HASHES_WAITING)
_reserved = threading.BoundedSemaphore(1)


def keys_of(code: str, *, urgent: bool = False, turns: int = 0) -> SenderKeys:
    """What a receipt code of twenty digits gives to a new tip.

    `turns` says how often this was asked to wait before. Raises Hold when there is no place.
    """
    with _place(urgent=urgent, turns=turns):
        return sender_keys(code, generations=_generations()[:1])[0]


def keys_of_any_generation(code: str, *, turns: int = 0) -> tuple[SenderKeys, ...]:
    """What the code of somebody who comes back may have given, newest first. Raises Hold."""
    with _place(urgent=False, turns=turns):
        return sender_keys(code, generations=_generations())


@contextmanager
def _place(*, urgent: bool, turns: int) -> Iterator[None]:
    """A turn. Whoever was turned away a few times waits where the urgent wait."""
    place = _take_place(urgent=urgent or turns >= _PATIENT)
    if place is None:
        raise Hold(Wait.BUSY, _wait_after(turns))
    try:
        if not _turn.acquire(timeout=_MOMENT):
            raise Hold(Wait.BUSY, _wait_after(turns))
        try:
            yield
        finally:
            _turn.release()
    finally:
        place.release()


def _take_place(*, urgent: bool) -> threading.BoundedSemaphore | None:
    places = (_waiting, _reserved) if urgent else (_waiting,)
    return next((place for place in places if place.acquire(blocking=False)), None)


def _wait_after(turns: int) -> int:
    """Seconds, at random, so that those who came together do not come together again."""
    longest = min(_LONGEST_WAIT, 3 * _SHORTEST_WAIT * (turns + 1))
    return _SHORTEST_WAIT + secrets.randbelow(longest - _SHORTEST_WAIT + 1)


def _generations() -> Sequence[Generation]:
    newest = Generation(settings.CODE_PEPPER.encode(), Cost(**settings.RECEIPT_COST))
    previous = Generation(
        (settings.CODE_PEPPER_PREVIOUS or settings.CODE_PEPPER).encode(),
        Cost(**settings.RECEIPT_PREVIOUS_COST),
    )
    return [newest] if previous == newest else [newest, previous]
