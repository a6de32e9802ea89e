"""The one slow step of a receipt code, a few at a time."""

import threading
from collections.abc import Sequence

from django.conf import settings

from vault.receipts import Generation, SenderKeys, sender_keys
from vault.stretch import Cost

# Each takes RECEIPT_COST's memory while it runs: without a bound, many at once would exhaust it.
_turn = threading.BoundedSemaphore(settings.HASHES_AT_ONCE)


def keys_of(code: str) -> SenderKeys:
    """What a receipt code of twenty digits gives to a new tip.

    Waits while too many are being worked out.
    """
    return _worked_out(code, _generations()[:1])[0]


def keys_of_any_generation(code: str) -> tuple[SenderKeys, ...]:
    """What the code of somebody who comes back may have given, newest first. Waits likewise."""
    return _worked_out(code, _generations())


def _worked_out(code: str, generations: Sequence[Generation]) -> tuple[SenderKeys, ...]:
    with _turn:
        return sender_keys(code, generations=generations)


def _generations() -> list[Generation]:
    newest = Generation(settings.CODE_PEPPER.encode(), Cost(**settings.RECEIPT_COST))
    previous = Generation(
        (settings.CODE_PEPPER_PREVIOUS or settings.CODE_PEPPER).encode(),
        Cost(**settings.RECEIPT_PREVIOUS_COST),
    )
    return [newest] if previous == newest else [newest, previous]
