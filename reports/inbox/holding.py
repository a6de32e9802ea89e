"""Holding a tip while a member changes it, and its sealed card."""

from collections.abc import Callable
from typing import Any

from reports import seals
from reports.models import Report
from vault.identity import Identity

Card = dict[str, Any]


def hold(report: Report) -> Report:
    """The tip, held until the transaction ends.

    Raises Report.DoesNotExist when its sender withdrew it after it was looked up.
    """
    return Report.objects.in_sight().select_for_update().get(pk=report.pk)


def change_card(held: Report, case: Identity, change: Callable[[Card], Card]) -> Card:
    """Seals the card of a tip that the caller holds once more, changed. Gives the new one.

    Raises Unopenable.
    """
    card = change(seals.open_card(held, case))
    held.change(sealed_card=seals.seal_card(card, report=held.pk, case=case))
    return card
