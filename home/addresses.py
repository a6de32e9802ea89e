"""Where a page is to be found."""

from typing import Any


def address(page: Any, language: str) -> str:
    """The path of a page in the tree of a language, without a query.

    Wagtail's own answer needs a mounted page view, which the staff half does not have, and costs a
    query. The first part of `url_path` names the tree; its place is taken by the language.
    """
    return f"/{language}/{page.url_path.lstrip('/').partition('/')[2]}"
