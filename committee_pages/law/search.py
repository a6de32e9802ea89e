"""The articles of the law as documents of the search, and the signals that keep them true.

One document for each article and language that says anything of it: its heading, its words with
those of all that stands below it, and the note in plain words.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import translation
from wagtail.models import Page

from committee_pages.law.naming import citation, name_of
from committee_pages.law.pages import version_on
from committee_pages.law.reading import Place, read_all
from committee_pages.models import Act, ActVersion, LawPage
from home.addresses import address
from home.search.documents import Document
from home.search.index import reindex
from home.search.sources import Keyed


def every_act() -> Iterator[Keyed]:
    """The articles of all acts that have a page and a published version. Six queries for each."""
    for act in Act.objects.with_titles():
        yield _key(act.pk), documents_of(act)


def documents_of(act: Act) -> list[Document]:
    """The articles of today's version; none without a published version or page."""
    pages = {
        page.locale.language_code: page
        for page in LawPage.objects.live().filter(act=act, alias_of=None).select_related("locale")
    }
    version = version_on(list(act.versions.published()), None)
    if not pages or version is None:
        return []
    documents: list[Document] = []
    for above, place in _articles(read_all(version).top):
        paths = {code: f"{address(page, code)}{place.slug}/" for code, page in pages.items()}
        for language in dict.fromkeys(code for part in place.walk() for code in part.words):
            with translation.override(language):
                name = pages[language].title if language in pages else act.title
                where = (name, *(_named(part, language) for part in above))
                documents.append(_document(act, where, place, language, paths))
    return documents


def follow_the_day() -> None:
    """Puts today's version in the place of yesterday's: no one saves anything when one comes."""
    several = Act.objects.alias(
        published=Count("versions", filter=Q(versions__published_at__isnull=False))
    ).filter(published__gt=1)
    for act_id in several.values_list("pk", flat=True):
        _refresh(act_id)


def act_changed(act_id: int) -> None:
    """Brings the articles of an act in step, once what changed is committed."""
    transaction.on_commit(partial(_refresh, act_id))


def version_saved(instance: ActVersion, update_fields: Any = None, **_signal: Any) -> None:
    """After publishing and withdrawing. Drafts change nothing that is found."""
    if instance.is_published or "published_at" in (update_fields or ()):
        act_changed(instance.act_id)


def version_deleted(instance: ActVersion, **_signal: Any) -> None:
    """After a published version is gone."""
    if instance.is_published:
        act_changed(instance.act_id)


def act_saved(instance: Act, **_signal: Any) -> None:
    """After a change of number, day or title."""
    act_changed(instance.pk)


def act_deleted(instance: Act, **_signal: Any) -> None:
    """Takes the articles out of the search."""
    transaction.on_commit(partial(reindex, _key(instance.pk), []))


def page_changed(instance: Page, **_signal: Any) -> None:
    """After any change of a page: the acts whose pages are this one or lie below it."""
    for act_id in (
        LawPage.objects.descendant_of(instance, inclusive=True)
        .exclude(act=None)
        .values_list("act_id", flat=True)
    ):
        act_changed(act_id)


def page_deleted(instance: LawPage, **_signal: Any) -> None:
    """After the page of an act is gone."""
    if instance.act_id:
        act_changed(instance.act_id)


def _refresh(act_id: int) -> None:
    act = Act.objects.with_titles().filter(pk=act_id).first()
    reindex(_key(act_id), documents_of(act) if act else [])


def _articles(places: list[Place], above: tuple[Place, ...] = ()) -> Iterator[tuple[Any, Place]]:
    """Each article with the places that it stands in, outermost first."""
    for place in places:
        if place.is_article:
            yield above, place
        else:
            yield from _articles(place.children, (*above, place))


def _document(
    act: Act, where: tuple[str, ...], place: Place, language: str, paths: dict[str, str]
) -> Document:
    """The article in a language, which is the one in force while this runs."""
    said = [part.words[language] for part in place.walk() if language in part.words]
    return Document(
        kind="law",
        language=language,
        title=_named(place, language),
        headings=f"{citation(act)} {act.title}",
        text="\n".join(words for part in said for words in (part.text, part.note) if words),
        paths=paths,
        where=where,
        work=f"law:{act.pk}:{place.eid}",
    )


def _named(place: Place, language: str) -> str:
    name, words = name_of(place.kind, place.number), place.words.get(language)
    return f"{name}. {words.heading}" if words and words.heading else name


def _key(act_id: int) -> str:
    return f"law:{act_id}"
