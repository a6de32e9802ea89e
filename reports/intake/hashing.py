"""The one slow step of a receipt code, a few at a time."""

import threading

from django.conf import settings

from vault.receipts import SenderKeys, sender_keys
from vault.stretch import Cost

# Each takes RECEIPT_COST's memory while it runs: without a bound, many at once would exhaust it.
_turn = threading.BoundedSemaphore(settings.HASHES_AT_ONCE)


def keys_of(code: str) -> SenderKeys:
    """What a receipt code of twenty digits gives. Waits while too many are being worked out."""
    with _turn:
        return sender_keys(
            code, pepper=settings.CODE_PEPPER.encode(), cost=Cost(**settings.RECEIPT_COST)
        )
