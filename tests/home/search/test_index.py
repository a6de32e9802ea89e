"""What comes into the index and goes out of it when editors work."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from committee_pages.models import NewsIndexPage, NewsPage
from home.models import SearchEntry, SearchWord
from home.search.finding import find
from home.search.index import is_empty, rebuild, reindex
from portal.preparation import prepare_search
from tests.home.search.samples import document

pytestmark = pytest.mark.django_db

Committed = Any


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """What happens in the block is committed at its end."""

    def block() -> AbstractContextManager[list[Any]]:
        return django_capture_on_commit_callbacks(execute=True)  # type: ignore[no-any-return]

    return block


def _news(language: str = "en") -> NewsIndexPage:
    index: NewsIndexPage = NewsIndexPage.objects.get(locale__language_code=language)
    return index


def _item(committed: Committed, title: str = "Quokka sighting", body: str = "<p>Seen.</p>") -> Page:
    parent = _news()
    with committed():
        page = parent.add_child(
            instance=NewsPage(
                title=title,
                summary="Short.",
                happened_on=date(2022, 1, 1),
                body=body,
                locale=parent.locale,
                live=False,
            )
        )
        page.save_revision().publish()
    return page


def _urls(words: str) -> list[str]:
    results = find(words, "en")
    return [hit.url for hit in results.own + results.others]


def test_a_published_page_is_found_with_its_place_and_its_kind(committed: Committed) -> None:
    page = _item(committed, body="<h2>Marsupials</h2><p>By the <b>lagoon</b>.</p>")
    (hit,) = find("lagoon", "en").own
    assert hit.url == f"/en/news/{page.slug}/"
    assert (hit.where, str(hit.kind), hit.language) == ("News", "News", "en")
    assert "<b>" not in hit.passage
    assert _urls("marsupials") == [hit.url]


def test_a_draft_is_not_found(committed: Committed) -> None:
    page = _item(committed)
    page.title = "Wombat sighting"
    with committed():
        page.save_revision()
    assert _urls("wombat") == []
    assert _urls("quokka") == [f"/en/news/{page.slug}/"]


def test_a_page_taken_back_is_not_found(committed: Committed) -> None:
    page = _item(committed)
    with committed():
        Page.objects.get(pk=page.pk).unpublish()
    assert _urls("quokka") == []
    assert not SearchWord.objects.filter(word="quokka").exists()


def test_a_deleted_page_is_not_found(committed: Committed) -> None:
    page = _item(committed)
    with committed():
        Page.objects.get(pk=page.pk).delete()
    assert _urls("quokka") == []


def test_pages_below_a_deleted_page_are_not_found(committed: Committed) -> None:
    _item(committed)
    with committed():
        _news().delete()
    assert _urls("quokka") == []


def test_a_new_address_is_the_one_that_hits_lead_to(committed: Committed) -> None:
    page = _item(committed)
    news = _news()
    news.slug = "noticeboard"
    with committed():
        news.save_revision().publish()
    assert _urls("quokka") == [f"/en/noticeboard/{page.slug}/"]


def test_a_moved_page_is_found_where_it_is(committed: Committed) -> None:
    page = _item(committed)
    with committed():
        Page.objects.get(pk=page.pk).specific.move(_news().get_parent().specific, pos="last-child")
    assert _urls("quokka") == [f"/en/{page.slug}/"]


def test_a_new_title_above_shows_below(committed: Committed) -> None:
    _item(committed)
    news = _news()
    news.title = "Tidings"
    with committed():
        news.save_revision().publish()
    assert find("quokka", "en").own[0].where == "Tidings"


def test_the_title_of_a_page_above_that_is_taken_back_is_found_no_more(
    committed: Committed,
) -> None:
    _item(committed)
    news = _news()
    with committed():
        news.unpublish()
    assert find("quokka", "en").own[0].where == ""
    with committed():
        news.save_revision().publish()
    assert find("quokka", "en").own[0].where == "News"


def test_what_is_not_committed_is_not_indexed(committed: Committed) -> None:
    news = _news()
    news.title = "Tidings"
    news.save_revision().publish()
    assert _urls("tidings") == []


def test_reindexing_is_all_or_nothing() -> None:
    reindex("x:1", [document("Quokka")])

    def broken() -> Iterator[Any]:
        yield document("Wombat")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        reindex("x:1", broken())
    assert len(_urls("quokka")) == 1
    assert _urls("wombat") == []


def test_an_index_made_anew_is_the_same() -> None:
    def entries() -> list[Any]:
        fields = ("key", "kind", "language", "title", "where", "text", "folded_headings")
        return sorted(SearchEntry.objects.values_list(*fields))

    def words() -> dict[str, int]:
        return dict(SearchWord.objects.values_list("word", "uses"))

    rebuild()
    before, counted = entries(), words()
    assert len(before) > 20
    out = StringIO()
    call_command("reindex", stdout=out)
    assert out.getvalue() == f"{len(before)} entries.\n"
    assert (entries(), words()) == (before, counted)
    for key in {row[0] for row in before}:
        reindex(key, [])
    assert words() == {}
    assert is_empty()
    prepare_search()
    assert (entries(), words()) == (before, counted)
    prepare_search()
    assert (entries(), words()) == (before, counted)


def test_the_way_to_the_form_is_found() -> None:
    prepare_search()
    assert "/en/report/" in _urls("report")
    assert "/en/report/reply/" in _urls("reply")


def test_texts_that_no_database_takes_are_indexed_without_what_it_refuses() -> None:
    odd = document("Quok\x00ka \ud800 wombat", "A" * 200_000 + "\x00", paths={"en": "/en/x/"})
    reindex("x:1", [odd])
    assert len(_urls("wombat")) == 1


def test_making_it_anew_asks_as_much_for_many_pages_as_for_few(committed: Committed) -> None:
    with CaptureQueriesContext(connection) as for_few:
        rebuild()
    for number in range(12):
        _item(committed, title=f"Sighting {number}")
    with CaptureQueriesContext(connection) as for_many:
        rebuild()
    assert len(for_many) <= len(for_few) + 2  # a statement more for each 400 words
    assert len(for_few) <= 100
