"""Where a page is to be found."""

from typing import Any

from django.conf import settings


def tree_of(page: Any) -> str:
    """The code of the language whose tree a page stands in, without a query.

    The first part of `url_path` names it: see `HomePage.full_clean`.
    """
    code: str = page.url_path.split("/")[1]
    return code


def foreign(page: Any, language: str) -> str:
    """The code of the page's language where it is not this one, for `lang`; empty where it is."""
    code = tree_of(page)
    return "" if code == language else code


def address(page: Any, language: str) -> str:
    """The path of a page in the frame of a language, without a query.

    A page of another language stands in for a missing one under that language's code, as
    `/tet/pt/news/x/` (decision 0044). Wagtail's own answer needs a mounted page view, which the
    staff half does not have, and costs a query.
    """
    tree, _, below = page.url_path.lstrip("/").partition("/")
    return f"/{language}/{below}" if tree == language else f"/{language}/{tree}/{below}"


def absolute(path: str) -> str:
    """A path of this site with the public base address in front: never the name a request had."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
