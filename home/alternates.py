"""The full addresses of one thing in all its languages, as `hreflang` wants them."""

from collections.abc import Iterable

from django.conf import settings
from wagtail.models import Page

from home.addresses import absolute, address, tree_of
from home.best_language import best_of


def alternates(pages: Iterable[Page], below: str = "") -> dict[str, str]:
    """The addresses of translations, or of a place below them, by code.

    `x-default` is for readers of any other language: the Tetum one, or the first that there is.
    """
    by_tree = {tree_of(page): page for page in pages}
    found = {
        code: absolute(f"{address(by_tree[code], code)}{below}")
        for code, _name in settings.LANGUAGES
        if code in by_tree
    }
    best = best_of(by_tree.values(), settings.DEFAULT_VISITOR_LANGUAGE)
    return found | {"x-default": found[tree_of(best)]} if best else found
