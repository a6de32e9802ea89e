"""The pages that a reader is offered where her language lacks some (decision 0044)."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from wagtail.models import Page

from home.addresses import tree_of
from home.languages import best_first


def best_of(pages: Iterable[Page], language: str) -> Page | None:
    """Of the translations of one page, the one for a reader of this language; None of none."""
    by_tree = {tree_of(page): page for page in pages}
    return next((by_tree[code] for code in best_first(language) if code in by_tree), None)


def in_best_language(parent: Page, language: str, model: type[Page] = Page) -> Any:
    """The published pages of a kind right below a page or its translations, each once.

    A queryset, to be ordered and cut: each page is in the reader's language, or in the first of the
    others that has it. One query to find the parents, then the queryset's own, however many pages
    there are. A list that is taken back in a language offers none of its pages elsewhere.
    """
    parents = list(parent.get_translations().live())
    parents = [parent, *(other for other in parents if other.pk != parent.pk)]
    below = reduce(
        or_, (Q(path__startswith=each.path, depth=each.depth + 1) for each in parents), Q()
    )
    rank = _rank(parents, language)
    pages: Any = model._default_manager.filter(below, live=True).annotate(rank=rank)
    better = pages.filter(translation_key=OuterRef("translation_key"), rank__lt=OuterRef("rank"))
    return pages.filter(~Exists(better))


def _rank(parents: list[Page], language: str) -> Case:
    """How far a page's language is from the reader's: 0 is her own."""
    order = best_first(language)
    return Case(
        *(
            When(locale_id=each.locale_id, then=Value(order.index(tree_of(each))))
            for each in parents
        ),
        default=Value(len(order)),
        output_field=IntegerField(),
    )
