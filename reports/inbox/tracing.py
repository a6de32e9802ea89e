"""The traces on a tip's card: read out of the sender's words once a member opens them."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress

from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox.reading import open_keys
from reports.inbox.search.words import texts_of_sender
from reports.models import Entry, Report
from reports.traces import traces_in
from vault.errors import VaultError
from vault.report_keys import ReportKeys

_FROM_SENDER = (Entry.Kind.ANSWERS, Entry.Kind.ADDITION)


def traced(
    member: Unlocked, report: Report, held: Report, entries: Iterable[Entry]
) -> dict[str, bytes]:
    """The card of a held tip, sealed anew with what its sender's words name: a field to change.

    `entries` are all of it. Also when they name nothing: that a card is sealed anew must not tell
    that they do. A tip that does not open stays as it is; its page says so.
    """
    with suppress(VaultError):
        keys = open_keys(member, report)
        traces = traces_in(texts_from_sender(entries, keys))
        card = {**seals.open_card(held, keys.case), "traces": traces}
        return {"sealed_card": seals.seal_card(card, report=held.pk, case=keys.case)}
    return {}


def texts_from_sender(entries: Iterable[Entry], keys: ReportKeys) -> Iterator[str]:
    """What the sender of a tip wrote in their own words, as far as it opens, among its entries."""
    for entry in entries:
        if entry.kind not in _FROM_SENDER:
            continue
        with suppress(VaultError):
            yield from texts_of_sender(json.loads(seals.open_from_sender(entry, keys)))
