"""The page of the search: what it shows, and what it keeps to itself."""

import gzip
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from home.search.index import rebuild, reindex
from tests.home.search.samples import document

pytestmark = pytest.mark.django_db

_CODES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def _pages(pages: None) -> None:
    rebuild()


def _search(client: Client, words: str, language: str = "en", **more: str) -> str:
    answer = client.post(f"/{language}/search/", {"words": words, **more})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("code", _CODES)
def test_the_page_is_there_in_every_language_with_its_frame(client: Client, code: str) -> None:
    for page in (
        unescape(client.get(f"/{code}/search/").content.decode()),
        _search(client, "lei", code),
    ):
        assert f'<html lang="{code}"' in page
        assert 'href="#main-content"' in page
        assert 'href="/leave"' in page
        assert 'href="tel:0000000"' in page
        assert 'role="search"' in page
        assert page.count('id="search-words"') == 1


@pytest.mark.parametrize("path", ["", "law/", "news/", "report/"])
def test_every_page_leads_to_the_search(client: Client, path: str) -> None:
    assert 'href="/en/search/"' in client.get(f"/en/{path}").content.decode()


@pytest.mark.parametrize("path", ["", "law/", "search/"])
def test_the_box_stands_where_people_look_for_it(client: Client, path: str) -> None:
    page = client.get(f"/tet/{path}").content.decode()
    assert 'method="post" action="/tet/search/"' in page


def test_hits_are_shown_with_the_passage_marked(client: Client) -> None:
    page = _search(client, "trafficking")
    assert '<a class="govuk-link" href="/en/news/work-plan-meeting-2021/">' in page
    assert "<mark>trafficking</mark>" in page


def test_hits_in_other_languages_stand_apart_and_say_their_language(client: Client) -> None:
    page = _search(client, "pessoas")
    apart = page.split("In other languages")[1]
    assert 'lang="pt">Português</strong>' in apart
    assert 'href="/pt/news/work-plan-meeting-2021/" lang="pt"' in apart


def test_the_query_stands_in_no_address(client: Client) -> None:
    reindex("many", [document(f"Quokka {n}", kind="news") for n in range(15)])
    reindex("one", [document("Quokka", kind="page")])
    page = _search(client, "quokka")
    addresses = re.findall(r'(?:href|action|formaction)="([^"]*)"', page)
    assert not [a for a in addresses if "?" in a or ("quokka" in a and "/en/quokka" not in a)]
    assert {
        form for form in re.findall(r"<form[^>]*>", page) if 'method="post"' not in form
    } == set()


def test_a_query_in_an_address_is_not_read(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page = client.get("/en/search/?words=passport&q=passport").content.decode()
    assert "passport" not in page


def test_neither_the_form_nor_what_was_found_is_kept_anywhere(client: Client) -> None:
    for answer in (client.get("/en/search/"), client.post("/en/search/", {"words": "law"})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert 'content="noindex, nofollow"' in answer.content.decode()
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_words_are_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    _search(client, "quokkaword")
    assert "quokkaword" not in caplog.text


def test_the_browser_is_asked_not_to_remember_or_send_what_is_typed(client: Client) -> None:
    box = re.search(r"<input[^>]*search-words[^>]*>", client.get("/en/search/").content.decode())
    assert box is not None
    assert 'autocomplete="off"' in box[0]
    assert 'spellcheck="false"' in box[0]


@pytest.mark.parametrize("code", _CODES)
def test_another_language_keeps_the_words(client: Client, code: str) -> None:
    page = _search(client, "lei", code)
    assert '<input type="hidden" name="words" value="lei">' in page
    for other in _CODES:
        button = f'form="mh-form" formaction="/{other}/search/"'
        assert (button in page) == (other != code)


def test_kinds_and_pages_are_buttons_of_the_same_words(client: Client) -> None:
    reindex("many", [document(f"Quokka {n}", kind="news") for n in range(15)])
    reindex("one", [document("A quokka", kind="page")])
    page = _search(client, "quokka")
    assert "16 pages found" in page
    assert '<button class="mh-kinds__one" name="kind" value="news">News (15)</button>' in page
    assert 'name="page" value="2"' in page
    second = _search(client, "quokka", page="2")
    assert "Page 2 of 2" in second
    assert second.count("mh-hit__title") == 6
    narrowed = _search(client, "quokka", kind="page")
    assert narrowed.count("mh-hit__title") == 1
    assert '<span class="mh-kinds__one" aria-current="true">Other pages (1)</span>' in narrowed


@pytest.mark.parametrize("words", ["", " ", "a", "\x00", "!"])
def test_too_little_gets_a_sentence(client: Client, words: str) -> None:
    assert "Write at least two letters, or a number." in _search(client, words)


def test_no_words_at_all_get_a_page(client: Client) -> None:
    assert client.post("/en/search/").status_code == 200


def test_nothing_found_says_so_and_leads_on(client: Client) -> None:
    page = _search(client, "xyzzyxyzzy")
    assert "We found nothing for these words." in page
    assert 'href="/en/report/"' in page


def test_a_long_query_is_cut_with_a_sentence(client: Client) -> None:
    page = _search(client, "trafficking " * 2_000)
    assert "We looked for the first words only." in page
    assert len(page) < 30_000


@pytest.mark.parametrize(
    "words",
    [
        *("<script>alert(1)</script>", '"><img src=x>', "'; DROP TABLE x; --", "\u202eabc lei"),
        *("{{ 7*7 }}", "%00", "\x00lei", "a" * 10_000, "\ufffe\uffff", "😀 lei"),
    ],
)
def test_hostile_words_are_shown_as_words(client: Client, words: str) -> None:
    answer = client.post("/en/search/", {"words": words})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x00" not in page


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 50, "٣", "2.5", "\x00", ""])
def test_a_strange_page_number_is_a_page(client: Client, number: str) -> None:
    assert client.post("/en/search/", {"words": "lei", "page": number}).status_code == 200


def test_bytes_that_are_no_text_get_a_page(client: Client) -> None:
    answer = client.post(
        "/en/search/",
        b"words=%ff%fe%00lei%ed%a0%80",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200


def test_other_methods_and_other_sites_are_refused(client: Client) -> None:
    assert client.put("/en/search/").status_code == 405
    answer = client.post(
        "/en/search/", {"words": "lei"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403


def test_the_page_is_light_and_asks_little(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    reindex("many", [document(f"Quokka {n}", "Quokka text. " * 200) for n in range(30)])
    client.post("/en/search/", {"words": "quokka"})
    with django_assert_max_num_queries(2):
        answer = client.post(
            "/en/search/", {"words": "quokka"}, headers={"Accept-Encoding": "gzip"}
        )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 5 * 1024
    assert "30 pages found" in gzip.decompress(answer.content).decode()
