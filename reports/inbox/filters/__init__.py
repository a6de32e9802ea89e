"""The filters of the inbox, declared once for the list, saved views, notices and the search."""

from reports.inbox.filters.chosen import Chosen
from reports.inbox.filters.clear import CLEAR, ClearFilter
from reports.inbox.filters.desk import Desk, Person
from reports.inbox.filters.sealed import SEALED, SealedChosen, SealedFilter

__all__ = [
    "CLEAR",
    "SEALED",
    "Chosen",
    "ClearFilter",
    "Desk",
    "Person",
    "SealedChosen",
    "SealedFilter",
]
