"""Long lists in pages: which page an address asks for, and the address that names it."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator

_ON_A_PAGE = 10


def paged(items: Any, asked: Mapping[str, str]) -> "Page[Any]":
    """The page of a list that `page` names: the first for nonsense, the last for too far."""
    return Paginator(items, _ON_A_PAGE).get_page(asked.get("page"))


def query_of(page: "Page[Any]", kept: str = "") -> str:
    """What stands behind the path in the one address of this page; empty for a whole list.

    `kept` is what narrows the list.
    """
    number = f"page={page.number}" if page.number > 1 else ""
    query = "&".join(filter(None, (kept, number)))
    return f"?{query}" if query else ""
