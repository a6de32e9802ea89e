"""The pages of the CMS as documents, and the signals that keep their entries true."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.models import Page, get_page_models
from wagtail.rich_text import get_text_for_indexing

from home.addresses import address
from home.models import BasePage, SearchEntry
from home.search.documents import Document
from home.search.index import reindex
from home.search.sources import Keyed

_DEPTH_OF_HOME = 2
_STEP = 4  # characters of a tree path for each level
_BLOCK_ENDS = re.compile(r"</(?:p|li|div|h[1-6]|dt|dd|blockquote)>|<br */?>")
_HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
Titles = Mapping[str, str]


def every_page() -> Iterator[Keyed]:
    """All live pages. A few queries for each kind of page, and one for the titles."""
    titles = dict(Page.objects.live().values_list("path", "title"))
    for model in get_page_models():
        if issubclass(model, BasePage):
            pages = model.objects.live().select_related("locale", *model.read_along)
            for page in pages.prefetch_related(*model.search_along).iterator(100):
                yield _key(page.pk), documents_of(page, titles)


def documents_of(page: Page, titles: Titles) -> list[Document]:
    """The page as it is published; none when it is not, or stands for one of another language."""
    if not isinstance(page, BasePage) or not page.live or page.alias_of_id:
        return []
    language, html = page.locale.language_code, page.html_to_search()
    # A line for each block: a heading or a member of a list does not run into what follows.
    lines = _BLOCK_ENDS.sub(r"\g<0>\n", html)
    text = "\n".join([page.summary, get_text_for_indexing(lines)])
    return [
        Document(
            kind=page.search_kind,
            language=language,
            title=page.title,
            headings=" ".join(get_text_for_indexing(h) for h in _HEADING.findall(html)),
            text=text,
            paths={language: address(page, language)},
            where=tuple(titles[path] for path in _paths_above(page) if path in titles),
            work=f"page:{page.translation_key}",
        )
    ]


def page_changed(instance: Page, **_signal: Any) -> None:
    """After publishing or taking back: this page, and those below when its title comes or goes."""
    transaction.on_commit(partial(_refresh, instance.pk))


def page_moved(instance: Page, **_signal: Any) -> None:
    """After a new place or address: this page and all below it."""
    transaction.on_commit(partial(_refresh, instance.pk, below=True))


def page_deleted(instance: Page, **_signal: Any) -> None:
    """Takes the page out of the search."""
    transaction.on_commit(partial(reindex, _key(instance.pk), []))


def _refresh(pk: int, *, below: bool = False) -> None:
    page = Page.objects.filter(pk=pk).select_related("locale").first()
    if page is None:
        return
    before = SearchEntry.objects.filter(key=_key(pk)).values_list("title", flat=True).first()
    pages = [page]
    now = page.title if page.live else None
    if below or before != now:
        pages += page.get_descendants().live().select_related("locale")
    paths = {path for each in pages for path in _paths_above(each)}
    titles = dict(Page.objects.live().filter(path__in=paths).values_list("path", "title"))
    for each in pages:
        reindex(_key(each.pk), documents_of(each.specific, titles))


def _paths_above(page: Page) -> list[str]:
    """The tree paths of the pages between the home page and this one, outermost first."""
    ends = range((_DEPTH_OF_HOME + 1) * _STEP, len(page.path), _STEP)
    return [page.path[:end] for end in ends]


def _key(pk: int) -> str:
    return f"page:{pk}"
